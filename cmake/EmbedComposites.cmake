# Writes the composites of a folder as C++ pairs {"name", "text"}.
# cmake -DFOLDER=... -DOUTPUT=... -P EmbedComposites.cmake
file(GLOB files ${FOLDER}/*.mlir)
list(SORT files)
set(text "")
foreach(file ${files})
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} content)
  string(APPEND text "{\"${name}\", R\"composite(${content})composite\"},\n")
endforeach()
file(WRITE ${OUTPUT} "${text}")
