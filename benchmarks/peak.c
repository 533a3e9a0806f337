// Measures how many floating-point operations per second fused
// multiply-additions reach on all threads, and prints it in GFLOP/s: the best
// of several runs. Compile with -O3 -march=native -fopenmp.

#include <omp.h>
#include <stdint.h>
#include <stdio.h>

#if defined(__AVX512F__)
#define LANES 16
#elif defined(__AVX__)
#define LANES 8
#else
#define LANES 4
#endif

// Enough independent sums to hide the latency of each.
#define SUMS 12

typedef float Vector __attribute__((vector_size(4 * LANES)));

static float run(int64_t times) {
  Vector sums[SUMS], factor, term;
  for (int lane = 0; lane < LANES; ++lane) {
    factor[lane] = 0.5f + lane * 1e-3f;
    term[lane] = 0.25f;
  }
  // Values that the compiler does not know.
  __asm__ volatile("" : "+m"(factor), "+m"(term));
  for (int i = 0; i < SUMS; ++i)
    sums[i] = factor * (float)i;
  for (int64_t n = 0; n < times; ++n) {
#pragma clang loop unroll(full)
    for (int i = 0; i < SUMS; ++i)
      sums[i] = sums[i] * factor + term;
  }
  Vector all = sums[0];
  for (int i = 1; i < SUMS; ++i)
    all += sums[i];
  float total = 0;
  for (int lane = 0; lane < LANES; ++lane)
    total += all[lane];
  return total;
}

int main(void) {
  const int64_t times = 20000000;
  double best = 0;
  volatile float sink = 0;
  for (int round = 0; round < 5; ++round) {
    double start = omp_get_wtime();
    float total = 0;
    int threads = 0;
#pragma omp parallel reduction(+ : total, threads)
    {
      total += run(times);
      threads += 1;
    }
    sink += total;
    double seconds = omp_get_wtime() - start;
    double rate = 2.0 * LANES * SUMS * times * threads / seconds * 1e-9;
    best = rate > best ? rate : best;
  }
  printf("%.1f\n", best);
  return 0;
}
