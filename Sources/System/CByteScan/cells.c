#include "cells.h"

size_t nf_unescape_portable(uint8_t *target, const uint8_t *source, size_t count, uint8_t quote) {
  uint8_t *out = target;
  size_t at = 0;
  while (at < count) {
    const uint8_t *hit = memchr(source + at, quote, count - at);
    size_t length = hit ? (size_t)(hit - source) - at + 1 : count - at;
    memcpy(out, source + at, length);
    out += length;
    at += length + (hit != NULL); // the pair's second quote is left out
  }
  return (size_t)(out - target);
}

static size_t put_quoted(uint8_t *target, const uint8_t *source, size_t count, uint8_t quote) {
  uint8_t *out = target;
  *out++ = quote;
  for (size_t at = 0; at < count; at += 15)
    out = nf_double_small(out, source + at, count - at < 15 ? count - at : 15, quote);
  *out++ = quote;
  return (size_t)(out - target);
}

size_t nf_put_portable(uint8_t *target, const uint8_t *source, size_t count, uint8_t delimiter, uint8_t quote,
                       bool always) {
  if (always) return put_quoted(target, source, count, quote);
  for (size_t at = 0; at < count; at += 15) {
    size_t length = count - at < 15 ? count - at : 15;
    if (nf_small_is_special(source + at, length, delimiter, quote)) return put_quoted(target, source, count, quote);
    nf_copy_small(target + at, source + at, length);
  }
  return count;
}

size_t nf_csv_unescape(nf_level level, uint8_t *target, const uint8_t *source, size_t count, uint8_t quote) {
  switch (level) {
#if defined(__x86_64__)
  case NF_AVX512_VBMI2: return nf_unescape_vbmi2(target, source, count, quote);
  case NF_AVX512: return nf_unescape_avx512(target, source, count, quote);
  case NF_AVX2: return nf_unescape_avx2(target, source, count, quote);
  case NF_SSE2: return nf_unescape_sse2(target, source, count, quote);
#endif
  default: return nf_unescape_portable(target, source, count, quote);
  }
}

typedef size_t nf_put(uint8_t *, const uint8_t *, size_t, uint8_t, uint8_t, bool);

static nf_put *put_of(nf_level level) {
  switch (level) {
#if defined(__x86_64__)
  case NF_AVX512_VBMI2:
  case NF_AVX512: return nf_put_avx512;
  case NF_AVX2: return nf_put_avx2;
  case NF_SSE2: return nf_put_sse2;
#endif
  default: return nf_put_portable;
  }
}

size_t nf_csv_put(nf_level level, uint8_t *target, const uint8_t *source, size_t count, uint8_t delimiter,
                  uint8_t quote, bool always) {
  return put_of(level)(target, source, count, delimiter, quote, always);
}

// Copies in steps of 32 bytes, up to 31 more than asked for.
static inline uint8_t *copy_wide(uint8_t *target, const uint8_t *source, size_t count) {
  for (size_t at = 0; at < count; at += 32) memcpy(target + at, source + at, 32);
  return target + count;
}

size_t nf_csv_put_record(nf_level level, uint8_t *target, const uint8_t *base, size_t first, const uint32_t *ends,
                         size_t count, uint8_t delimiter, uint8_t quote, bool always) {
  nf_put *put = put_of(level);
  uint8_t *out = target;
  size_t start = first;
  for (size_t field = 0; field < count; field++) {
    const uint8_t *text = base + start;
    size_t end = ends[field] & NF_POSITION, length = end - start;
    if (field > 0) *out++ = delimiter;
    if (ends[field] & NF_ESCAPED) {
      out = copy_wide(out, text, length);
    } else if (length > 0 && text[0] == quote) {
      // A byte order mark at the start of a field would be lost if the field opened the file.
      bool has_mark = length >= 5 && text[1] == 0xEF && text[2] == 0xBB && text[3] == 0xBF;
      out += put(out, text + 1, length - 2, delimiter, quote, always || has_mark);
    } else if (always || (length >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF)) {
      out += put(out, text, length, delimiter, quote, true);
    } else {
      out = copy_wide(out, text, length);
    }
    start = end + 1;
  }
  return (size_t)(out - target);
}

// Eight bytes at a time: a byte of the product's top counts the line feeds of the word.
size_t nf_count_line_feeds(const uint8_t *bytes, size_t count) {
  const uint64_t low7 = NF_LOW * 0x7F;
  size_t feeds = 0, at = 0;
  for (; at + 8 <= count; at += 8) {
    uint64_t x = nf_word(bytes + at) ^ (NF_LOW * '\n');
    uint64_t other = ((x & low7) + low7) | x; // the top bit of each byte that is no line feed
    feeds += 8 - (size_t)((((other >> 7) & NF_LOW) * NF_LOW) >> 56);
  }
  for (; at < count; at++) feeds += bytes[at] == '\n';
  return feeds;
}
