// What the levels of quoting and unquoting share.
#ifndef NF_CELLS_H
#define NF_CELLS_H

#include "kernels.h"

size_t nf_unescape_portable(uint8_t *target, const uint8_t *source, size_t count, uint8_t quote);
size_t nf_unescape_sse2(uint8_t *target, const uint8_t *source, size_t count, uint8_t quote);
size_t nf_unescape_avx2(uint8_t *target, const uint8_t *source, size_t count, uint8_t quote);
size_t nf_unescape_avx512(uint8_t *target, const uint8_t *source, size_t count, uint8_t quote);
size_t nf_unescape_vbmi2(uint8_t *target, const uint8_t *source, size_t count, uint8_t quote);

size_t nf_put_portable(uint8_t *target, const uint8_t *source, size_t count, uint8_t delimiter, uint8_t quote, bool always);
size_t nf_put_sse2(uint8_t *target, const uint8_t *source, size_t count, uint8_t delimiter, uint8_t quote, bool always);
size_t nf_put_avx2(uint8_t *target, const uint8_t *source, size_t count, uint8_t delimiter, uint8_t quote, bool always);
size_t nf_put_avx512(uint8_t *target, const uint8_t *source, size_t count, uint8_t delimiter, uint8_t quote, bool always);

static const uint64_t NF_LOW = 0x0101010101010101ull;

static inline uint64_t nf_word(const uint8_t *p) {
  uint64_t word;
  memcpy(&word, p, 8);
  return word;
}

// Whether a word holds a byte; exact for whether, not for where.
static inline uint64_t nf_word_has(uint64_t word, uint64_t repeated) {
  uint64_t x = word ^ repeated;
  return (x - NF_LOW) & ~x & (NF_LOW << 7);
}

// Copies fewer than 16 bytes by two overlapping moves.
static inline void nf_copy_small(uint8_t *target, const uint8_t *source, size_t count) {
  if (count >= 8) {
    uint64_t head = nf_word(source), tail = nf_word(source + count - 8);
    memcpy(target, &head, 8);
    memcpy(target + count - 8, &tail, 8);
  } else if (count >= 4) {
    uint32_t head, tail;
    memcpy(&head, source, 4);
    memcpy(&tail, source + count - 4, 4);
    memcpy(target, &head, 4);
    memcpy(target + count - 4, &tail, 4);
  } else if (count > 0) {
    target[0] = source[0];
    target[count / 2] = source[count / 2];
    target[count - 1] = source[count - 1];
  }
}

// Fewer than 16 bytes as two words; bytes that occur twice do not matter to whether one is special.
static inline void nf_small_words(const uint8_t *p, size_t count, uint64_t *head, uint64_t *tail) {
  *head = *tail = 0;
  if (count >= 8) {
    *head = nf_word(p);
    *tail = nf_word(p + count - 8);
  } else {
    nf_copy_small((uint8_t *)head, p, count);
  }
}

// Bytes with each quote doubled.
static inline uint8_t *nf_double_bytes(uint8_t *out, const uint8_t *source, size_t count, uint8_t quote) {
  for (size_t i = 0; i < count; i++) {
    *out++ = source[i];
    if (source[i] == quote) *out++ = quote;
  }
  return out;
}

static inline bool nf_small_is_special(const uint8_t *source, size_t count, uint8_t delimiter, uint8_t quote) {
  uint64_t head, tail;
  nf_small_words(source, count, &head, &tail);
  uint64_t d = NF_LOW * delimiter, q = NF_LOW * quote, f = NF_LOW * '\n', r = NF_LOW * '\r';
  return (nf_word_has(head, d) | nf_word_has(head, q) | nf_word_has(head, f) | nf_word_has(head, r) |
         nf_word_has(tail, d) | nf_word_has(tail, q) | nf_word_has(tail, f) | nf_word_has(tail, r)) != 0;
}

static inline uint8_t *nf_double_small(uint8_t *out, const uint8_t *source, size_t count, uint8_t quote) {
  uint64_t head, tail;
  nf_small_words(source, count, &head, &tail);
  if (nf_word_has(head, NF_LOW * quote) | nf_word_has(tail, NF_LOW * quote))
    return nf_double_bytes(out, source, count, quote);
  nf_copy_small(out, source, count);
  return out + count;
}

#endif
