/* Calls two compiled models, as any C program would. Prints OK, or the checks
 * that failed. */

#include "batch.h"
#include "large.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

static void check(int condition, const char *what, int line) {
  if (condition)
    return;
  printf("line %d: %s\n", line, what);
  ++failures;
}
#define CHECK(condition) check(condition, #condition, __LINE__)

/* y = x w + b with w = (1 2 -1; 0.5 1 2), b = (1 1 1), by the epsilon rule with
 * epsilon 1: R_j = x_j sum_k w_jk seed_k / (y_k + 1). */
static void runBatch(void) {
  const float x[4] = {1, 2, 3, 2};
  /* y + 1, so that R_j = x_j (w_j0 + w_j1 + w_j2). */
  const float seed[6] = {4, 6, 5, 6, 10, 3};
  const float expectedY[6] = {3, 5, 4, 5, 9, 2};
  const float expectedR[4] = {2, 7, 6, 7};
  /* Only the first output, so that R_j = x_j w_j0. */
  const float first[3] = {4, 0, 0};
  float y[6], prediction[6], relevance[4];

  CHECK(batch_forward(x, y, 2, 2, NULL) == LXT_OK);
  CHECK(memcmp(y, expectedY, sizeof y) == 0);
  CHECK(batch_explain(x, seed, prediction, relevance, 2, 2, 2, 2, NULL) ==
        LXT_OK);
  CHECK(memcmp(prediction, expectedY, sizeof prediction) == 0);
  CHECK(memcmp(relevance, expectedR, sizeof relevance) == 0);

  /* One row, or none: what lies behind is not touched. */
  memset(relevance, 0, sizeof relevance);
  CHECK(batch_explain(x, first, prediction, relevance, 1, 1, 1, 1, NULL) ==
        LXT_OK);
  CHECK(relevance[0] == 1 && relevance[1] == 1);
  CHECK(relevance[2] == 0 && relevance[3] == 0);
  memset(y, 0, sizeof y);
  CHECK(batch_forward(x, y, 0, 0, NULL) == LXT_OK);
  CHECK(y[0] == 0);
}

static void runBadArguments(void) {
  const float x[4] = {1, 2, 3, 2}, seed[6] = {4, 6, 5, 6, 10, 3};
  float y[6] = {0}, r[4] = {0};

  CHECK(batch_forward(NULL, y, 2, 2, NULL) == LXT_NULL_POINTER);
  CHECK(batch_forward(x, NULL, 2, 2, NULL) == LXT_NULL_POINTER);
  CHECK(batch_explain(x, NULL, y, r, 2, 2, 2, 2, NULL) == LXT_NULL_POINTER);
  CHECK(batch_explain(x, seed, y, NULL, 2, 2, 2, 2, NULL) == LXT_NULL_POINTER);

  CHECK(batch_forward(x, y, -1, -1, NULL) == LXT_BAD_EXTENT);
  CHECK(batch_forward(x, y, 2, 1, NULL) == LXT_BAD_EXTENT);
  CHECK(batch_forward(x, y, 1, 2, NULL) == LXT_BAD_EXTENT);
  CHECK(batch_explain(x, seed, y, r, 2, 2, 1, 2, NULL) == LXT_BAD_EXTENT);
  CHECK(batch_explain(x, seed, y, r, 2, 2, 2, 1, NULL) == LXT_BAD_EXTENT);
  /* A seed has the size of the output. */
  CHECK(batch_explain(x, seed, y, r, 2, 1, 2, 2, NULL) == LXT_BAD_EXTENT);

  /* Nothing is written when something is wrong. */
  CHECK(y[0] == 0 && r[0] == 0);
}

/* Large weights lie in a file beside the code. */
static void loadLarge(void) {
  static float x[64 * 256], y[64 * 256];
  CHECK(large_forward(x, y, NULL) == LXT_NO_WEIGHTS);
  CHECK(large_load("none") == LXT_NO_FILE);
  CHECK(large_load(".") == LXT_WRONG_FILE);
  CHECK(large_load(NULL) == LXT_OK);
  CHECK(large_forward(x, y, NULL) == LXT_OK);
  CHECK(strcmp(large_info()->weights, "large.safetensors") == 0 ||
        strcmp(large_info()->weights, "liblarge.safetensors") == 0);
  CHECK(large_info()->weights_bytes > 256 * 256 * 4);
  CHECK(strcmp(batch_info()->weights, "") == 0);
  CHECK(batch_info()->weights_bytes == 0);
}

/* y = tanh(x w) with rows of w that sum to 1: a row of v gives tanh(v). The
 * activation passes relevance on; the dense layer gives input j, with seed 1
 * everywhere, R_j = v sum_k (1/256) / (v + 1e-6) = 1 - 1e-6 / v + ... */
static void runLarge(void) {
  static float x[64 * 256], seed[64 * 256], y[64 * 256], r[64 * 256];
  int i, good = 1;
  for (i = 0; i < 64 * 256; ++i) {
    x[i] = (float)(i / 256 + 1) / 32;
    seed[i] = 1;
  }
  CHECK(large_explain(x, seed, y, r, NULL) == LXT_OK);
  for (i = 0; i < 64 * 256; ++i)
    good = good && fabsf(y[i] - tanhf(x[i])) < 1e-6f && fabsf(r[i] - 1) < 1e-4f;
  CHECK(good);
}

/* A workspace of the size that the description states, at an odd address and
 * full of bits, gives what a call without one gives; the bytes around it stay.
 */
static void runInWorkspace(void) {
  const int64_t bytes = large_info()->functions[1].workspace_bytes;
  unsigned char *memory = (unsigned char *)malloc(bytes + 128);
  unsigned char *workspace = memory + 63;
  static float x[64 * 256], seed[64 * 256], y[2][64 * 256], r[2][64 * 256];
  int i, good = 1;
  for (i = 0; i < 64 * 256; ++i) {
    x[i] = (float)(i % 7) / 32;
    seed[i] = 1;
  }
  CHECK(bytes > 0);
  CHECK(large_explain(x, seed, y[0], r[0], NULL) == LXT_OK);
  memset(memory, 255, bytes + 128);
  CHECK(large_explain(x, seed, y[1], r[1], workspace) == LXT_OK);
  CHECK(memcmp(y[0], y[1], sizeof y[0]) == 0);
  CHECK(memcmp(r[0], r[1], sizeof r[0]) == 0);
  for (i = 0; i < 63; ++i)
    good = good && memory[i] == 255;
  for (i = 63; i < 128; ++i)
    good = good && memory[bytes + i] == 255;
  CHECK(good);
  /* What it needs is there. */
  CHECK(memchr(workspace, 0, bytes) != NULL);
  free(memory);
}

static void checkTensor(const lxt_tensor *tensor, const char *name,
                        const char *role, int64_t input, int64_t columns) {
  CHECK(strcmp(tensor->name, name) == 0);
  CHECK(strcmp(tensor->role, role) == 0);
  CHECK(strcmp(tensor->dtype, "f32") == 0);
  CHECK(tensor->input == input);
  CHECK(tensor->rank == 2);
  CHECK(tensor->shape[0] == -1 && tensor->shape[1] == columns);
}

static void checkInfo(void) {
  const lxt_info *info = batch_info();
  const lxt_function *forward = &info->functions[0];
  const lxt_function *explain = &info->functions[1];

  CHECK(info->version == 2);
  CHECK(strcmp(info->model, "batch") == 0);
  CHECK(strcmp(info->seed, "given") == 0);
  CHECK(strcmp(info->mode, "exact") == 0);
  CHECK(info->num_functions == 2);

  CHECK(strcmp(forward->name, "batch_forward") == 0);
  CHECK(forward->num_arguments == 1 && forward->num_results == 1);
  checkTensor(&forward->arguments[0], "input0", "input", -1, 2);
  checkTensor(&forward->results[0], "output0", "output", -1, 3);

  CHECK(strcmp(explain->name, "batch_explain") == 0);
  CHECK(explain->num_arguments == 2 && explain->num_results == 2);
  checkTensor(&explain->arguments[0], "input0", "input", -1, 2);
  checkTensor(&explain->arguments[1], "seed", "seed", -1, 3);
  checkTensor(&explain->results[0], "prediction", "prediction", -1, 3);
  checkTensor(&explain->results[1], "relevance0", "relevance", 0, 2);

  CHECK(strcmp(large_info()->model, "large") == 0);
  CHECK(large_info()->functions[0].arguments[0].shape[1] == 256);
  CHECK(forward->workspace_bytes == 0);
}

int main(void) {
  runBatch();
  runBadArguments();
  loadLarge();
  runLarge();
  runInWorkspace();
  checkInfo();
  large_unload();
  if (failures == 0)
    printf("OK\n");
  return failures != 0;
}
