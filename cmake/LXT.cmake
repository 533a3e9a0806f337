# Helpers shared by the project's CMake files.

# A component library of LXT-MLIR. All link the shared libMLIR only: a second,
# static copy of MLIR in one process breaks its type identifiers.
function(lxt_add_library name)
  cmake_parse_arguments(ARG "" "" "LINK_LIBS;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PUBLIC ${ARG_LINK_LIBS} MLIR LLVM)
  target_include_directories(${name} INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  add_dependencies(${name} lxt-headers ${ARG_DEPENDS})
  set_property(GLOBAL APPEND PROPERTY LXT_LIBS ${name})
  install(TARGETS ${name} EXPORT LXTTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
endfunction()

function(lxt_add_tool name)
  cmake_parse_arguments(ARG "" "" "LINK_LIBS" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE ${ARG_LINK_LIBS} MLIR LLVM)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin
    BUILD_RPATH "${LLVM_LIBRARY_DIR}" INSTALL_RPATH "${LLVM_LIBRARY_DIR}")
  install(TARGETS ${name} EXPORT LXTTargets RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

# Generated headers: lxt_tablegen(FILE.td OUT.inc -gen-...).
macro(lxt_tablegen td)
  set(LLVM_TARGET_DEFINITIONS ${td})
  set(_args ${ARGN})
  while(_args)
    list(POP_FRONT _args out gen)
    separate_arguments(gen)
    mlir_tablegen(${out} ${gen})
  endwhile()
endmacro()
