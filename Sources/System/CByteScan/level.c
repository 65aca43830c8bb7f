#include "kernels.h"

#if defined(__x86_64__)
static bool has_avx512(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}

static bool has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
         __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("popcnt");
}
#endif

bool nf_level_available(nf_level level) {
  switch (level) {
  case NF_PORTABLE: return true;
#if defined(__x86_64__)
  case NF_SSE2: return true;
  case NF_AVX2: return has_avx2();
  case NF_AVX512: return has_avx2() && has_avx512();
  case NF_AVX512_VBMI2: return has_avx2() && has_avx512() && __builtin_cpu_supports("avx512vbmi2");
#elif defined(__aarch64__)
  case NF_NEON: return true;
#endif
  default: return false;
  }
}

nf_level nf_best_level(void) {
#if defined(__x86_64__)
  if (nf_level_available(NF_AVX512_VBMI2)) return NF_AVX512_VBMI2;
  if (nf_level_available(NF_AVX512)) return NF_AVX512;
  if (nf_level_available(NF_AVX2)) return NF_AVX2;
  return NF_SSE2;
#elif defined(__aarch64__)
  return NF_NEON;
#else
  return NF_PORTABLE;
#endif
}

nf_csv_result nf_csv_index(nf_level level, const nf_csv_dialect *dialect, nf_csv_state *state, const uint8_t *base,
                           size_t start, size_t end, uint32_t *fields, size_t field_count, uint32_t *records,
                           size_t record_count) {
  switch (level) {
#if defined(__x86_64__)
  case NF_AVX512_VBMI2:
  case NF_AVX512:
    return nf_csv_index_avx512(dialect, state, base, start, end, fields, field_count, records, record_count);
  case NF_AVX2:
    return nf_csv_index_avx2(dialect, state, base, start, end, fields, field_count, records, record_count);
  case NF_SSE2:
    return nf_csv_index_sse2(dialect, state, base, start, end, fields, field_count, records, record_count);
#elif defined(__aarch64__)
  case NF_NEON:
    return nf_csv_index_neon(dialect, state, base, start, end, fields, field_count, records, record_count);
#endif
  default:
    return nf_csv_index_portable(dialect, state, base, start, end, fields, field_count, records, record_count);
  }
}
