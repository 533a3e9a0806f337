// Calls a compiled model's function many times, as a program in C would.

#include <stdint.h>

typedef int32_t (*Function3)(const void *, void *, void *);
typedef int32_t (*Function4)(const void *, void *, void *, void *);

// `p`: one pointer per argument. Returns the function's status, or -1.
int32_t call(void *function, void **p, int64_t count, int64_t times) {
  int32_t status = count == 3 || count == 4 ? 0 : -1;
  for (int64_t i = 0; i < times && status == 0; ++i)
    status = count == 3 ? ((Function3)function)(p[0], p[1], p[2])
                        : ((Function4)function)(p[0], p[1], p[2], p[3]);
  return status;
}
