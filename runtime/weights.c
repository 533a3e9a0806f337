/*===----------------------------------------------------------------------===*\
|*
|* Part of LXT-MLIR, under the Apache License v2.0 with LLVM Exceptions.
|* See LICENSE for license information.
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
|*
\*===----------------------------------------------------------------------===*/
/* What a compiled model needs to map its weights. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* As in the generated headers. */
enum { LXT_OK = 0, LXT_NO_FILE = 5, LXT_WRONG_FILE = 6 };

/* A model's weights; lxt-emit-c-interface writes one into the model. */
typedef struct {
  char *data;        /* null until loaded */
  int64_t loads;     /* that were not undone */
  const char *file;  /* its name, beside the model, or its whole path */
  const char *start; /* what the file must start with */
  int64_t start_size;
  int64_t offset; /* of the data */
  int64_t size;   /* of the file */
} lxt_weights;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/* The file in the folder of the library, or program, that the model is in. */
static int find(const lxt_weights *weights, char path[PATH_MAX]) {
  Dl_info info;
  const char *folder = "", *slash = NULL;
  int size;
  if (weights->file[0] != '/' && dladdr(weights, &info) && info.dli_fname) {
    folder = info.dli_fname;
    slash = strrchr(folder, '/');
  }
  size = snprintf(path, PATH_MAX, "%.*s%s",
                  slash ? (int)(slash + 1 - folder) : 0, folder, weights->file);
  return size >= 0 && size < PATH_MAX;
}

static int32_t map(lxt_weights *weights, const char *path) {
  struct stat info;
  void *data;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return LXT_NO_FILE;
  if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode) ||
      info.st_size != weights->size) {
    close(file);
    return LXT_WRONG_FILE;
  }
  data = mmap(NULL, weights->size, PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (data == MAP_FAILED)
    return LXT_NO_FILE;
  if (memcmp(data, weights->start, weights->start_size) != 0) {
    munmap(data, weights->size);
    return LXT_WRONG_FILE;
  }
  __atomic_store_n(&weights->data, (char *)data + weights->offset,
                   __ATOMIC_RELEASE);
  return LXT_OK;
}

/* Maps the file at `path`, or, if that is null, the one beside the model. Once
 * it is mapped, only counts. */
int32_t lxt_weights_load(lxt_weights *weights, const char *path) {
  char buffer[PATH_MAX];
  int32_t status = LXT_OK;
  pthread_mutex_lock(&mutex);
  if (weights->loads == 0) {
    if (!path && find(weights, buffer))
      path = buffer;
    status = path ? map(weights, path) : LXT_NO_FILE;
  }
  weights->loads += status == LXT_OK;
  pthread_mutex_unlock(&mutex);
  return status;
}

/* Undoes one load; after the last, the file is no longer mapped. */
void lxt_weights_unload(lxt_weights *weights) {
  pthread_mutex_lock(&mutex);
  if (weights->loads > 0 && --weights->loads == 0) {
    munmap(weights->data - weights->offset, weights->size);
    __atomic_store_n(&weights->data, NULL, __ATOMIC_RELEASE);
  }
  pthread_mutex_unlock(&mutex);
}
