// What a JSON string's bytes are looked through with, 16 at a time: a string is mostly short, so that this is inlined and
// uses what every processor of its kind has (SSE2, NEON) instead of being chosen at run time.
#ifndef NF_JSON_TEXT_H
#define NF_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

static inline bool nf_json_is_plain(uint8_t byte) { return byte != '"' && byte != '\\' && byte >= 0x20; }

/// The first place from `start` that holds a quote, a backslash or a control character; `count` where none does.
///
/// Sets `saw_non_ascii` where a byte of 0x80 or more stands before that place, and leaves it as it is otherwise. Nothing
/// is read at or behind `count`.
static inline size_t nf_json_plain_end(const uint8_t *bytes, size_t start, size_t count, bool *saw_non_ascii) {
  size_t at = start;
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1F);
  for (; at + 16 <= count; at += 16) {
    __m128i text = _mm_loadu_si128((const __m128i *)(bytes + at));
    __m128i hits = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(text, quote), _mm_cmpeq_epi8(text, slash)),
                                _mm_cmpeq_epi8(_mm_min_epu8(text, control), text));
    uint32_t found = (uint32_t)_mm_movemask_epi8(hits), high = (uint32_t)_mm_movemask_epi8(text);
    if (found) {
      if (high & (found - 1) & ~found) *saw_non_ascii = true;
      return at + (size_t)__builtin_ctz(found);
    }
    if (high) *saw_non_ascii = true;
  }
#elif defined(__ARM_NEON)
  for (; at + 16 <= count; at += 16) {
    uint8x16_t text = vld1q_u8(bytes + at);
    uint8x16_t hits = vorrq_u8(vorrq_u8(vceqq_u8(text, vdupq_n_u8('"')), vceqq_u8(text, vdupq_n_u8('\\'))),
                               vcltq_u8(text, vdupq_n_u8(0x20)));
    if (vmaxvq_u8(hits)) break;
    if (vmaxvq_u8(text) >= 0x80) *saw_non_ascii = true;
  }
#endif
  for (; at < count && nf_json_is_plain(bytes[at]); at++) {
    if (bytes[at] >= 0x80) *saw_non_ascii = true;
  }
  return at;
}

#endif
