#include "cells.h"

// Masked loads and stores let a short field, and the end of a long one, take one step without touching a byte outside.

#if defined(__x86_64__)
#include <immintrin.h>

#define NF_AVX512 "avx512f,avx512bw,avx512vl,avx2,bmi,bmi2,popcnt,pclmul"
#define NF_TARGET __attribute__((target(NF_AVX512)))
#define NF_INLINE static NF_TARGET inline __attribute__((always_inline))

NF_INLINE uint64_t first_bits(size_t count) { return count >= 64 ? ~0ull : _bzhi_u64(~0ull, (unsigned)count); }

// The second quotes of pairs; `odd` carries a pair over the border of a block.
NF_INLINE uint64_t second_quotes(uint64_t quotes, uint64_t *odd) {
  __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)quotes), _mm_set1_epi8(-1), 0);
  uint64_t inside = (uint64_t)_mm_cvtsi128_si64(product) ^ *odd;
  *odd = (uint64_t)((int64_t)inside >> 63);
  return quotes & ~inside;
}

// Without `vpcompressb` a block with a few pairs is copied again behind each of them; where there are many, bytes leave
// eight at a time by `pext`, which is fast wherever AVX-512 is.
NF_TARGET size_t nf_unescape_avx512(uint8_t *target, const uint8_t *source, size_t count, uint8_t quote) {
  const __m512i q = _mm512_set1_epi8((char)quote);
  uint8_t *out = target;
  uint64_t odd = 0;
  for (size_t at = 0; at < count; at += 64) {
    uint64_t valid = first_bits(count - at);
    __m512i v = _mm512_maskz_loadu_epi8(valid, source + at);
    uint64_t quotes = _mm512_mask_cmpeq_epi8_mask(valid, v, q);
    if ((quotes | odd) == 0) {
      _mm512_mask_storeu_epi8(out, valid, v);
      out += _mm_popcnt_u64(valid);
      continue;
    }
    if (odd == 0 && _mm_popcnt_u64(quotes) <= 6) {
      // Up to the pair's first quote; the second is left out, also where it is the next block's first byte.
      size_t place = (size_t)_tzcnt_u64(quotes);
      _mm512_mask_storeu_epi8(out, first_bits(place + 1), v);
      out += place + 1;
      at += place + 2 - 64;
      continue;
    }
    uint64_t kept = valid & ~second_quotes(quotes, &odd);
    uint8_t piece[64 + 8] __attribute__((aligned(64)));
    uint8_t *end = piece;
    _mm512_store_si512((__m512i *)(void *)piece, v);
    for (unsigned word = 0; word < 8 && (kept >> (8 * word)) != 0; word++) {
      uint64_t bits = (kept >> (8 * word)) & 0xFF;
      uint64_t bytes = _pdep_u64(bits, 0x0101010101010101ull) * 0xFF;
      uint64_t packed = _pext_u64(nf_word(piece + 8 * word), bytes);
      memcpy(end, &packed, 8); // never in front of what is still to be read
      end += _mm_popcnt_u64(bits);
    }
    size_t length = (size_t)(end - piece);
    _mm512_mask_storeu_epi8(out, first_bits(length), _mm512_load_si512((const __m512i *)(const void *)piece));
    out += length;
  }
  return (size_t)(out - target);
}

__attribute__((target(NF_AVX512 ",avx512vbmi2"))) size_t nf_unescape_vbmi2(uint8_t *target, const uint8_t *source,
                                                                           size_t count, uint8_t quote) {
  const __m512i q = _mm512_set1_epi8((char)quote);
  uint8_t *out = target;
  uint64_t odd = 0;
  for (size_t at = 0; at < count; at += 64) {
    uint64_t valid = first_bits(count - at);
    __m512i v = _mm512_maskz_loadu_epi8(valid, source + at);
    uint64_t kept = valid & ~second_quotes(_mm512_mask_cmpeq_epi8_mask(valid, v, q), &odd);
    size_t length = (size_t)_mm_popcnt_u64(kept);
    // Compressed in the register and stored under a mask: compressing into memory is slow on some processors.
    _mm512_mask_storeu_epi8(out, first_bits(length), _mm512_maskz_compress_epi8(kept, v));
    out += length;
  }
  return (size_t)(out - target);
}

static NF_TARGET size_t put_quoted(uint8_t *target, const uint8_t *source, size_t count, uint8_t quote) {
  const __m512i q = _mm512_set1_epi8((char)quote);
  uint8_t *out = target;
  size_t at = 0;
  *out++ = quote;
  while (at < count) {
    uint64_t valid = first_bits(count - at);
    __m512i v = _mm512_maskz_loadu_epi8(valid, source + at);
    uint64_t quotes = _mm512_mask_cmpeq_epi8_mask(valid, v, q);
    _mm512_storeu_si512(out, v);
    size_t length = quotes ? (size_t)_tzcnt_u64(quotes) + 1 : (size_t)_mm_popcnt_u64(valid);
    at += length;
    out += length;
    if (quotes) *out++ = quote;
  }
  *out++ = quote;
  return (size_t)(out - target);
}

NF_TARGET size_t nf_put_avx512(uint8_t *target, const uint8_t *source, size_t count, uint8_t delimiter, uint8_t quote,
                               bool always) {
  if (always) return put_quoted(target, source, count, quote);
  const __m512i d = _mm512_set1_epi8((char)delimiter), q = _mm512_set1_epi8((char)quote),
                f = _mm512_set1_epi8('\n'), r = _mm512_set1_epi8('\r');
  for (size_t at = 0; at < count; at += 64) {
    uint64_t valid = first_bits(count - at);
    __m512i v = _mm512_maskz_loadu_epi8(valid, source + at);
    uint64_t special = _mm512_cmpeq_epi8_mask(v, d) | _mm512_cmpeq_epi8_mask(v, q) | _mm512_cmpeq_epi8_mask(v, f) |
                       _mm512_cmpeq_epi8_mask(v, r);
    if (special & valid) return put_quoted(target, source, count, quote);
    _mm512_storeu_si512(target + at, v);
  }
  return count;
}
#endif
