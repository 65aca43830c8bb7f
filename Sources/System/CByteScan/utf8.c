#include "kernels.h"

// The length of the well-formed sequence at `p`, 0 where there is none (Unicode 15 table 3-7).
static size_t sequence_length(const uint8_t *p, size_t rest) {
  uint8_t lead = p[0];
  size_t length;
  uint8_t low = 0x80, high = 0xBF;
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) length = 2;
  else if (lead < 0xF0) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead < 0xF5) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else return 0;
  if (rest < length || p[1] < low || p[1] > high) return 0;
  for (size_t i = 2; i < length; i++)
    if ((p[i] & 0xC0) != 0x80) return 0;
  return length;
}

size_t nf_utf8_portable(const uint8_t *bytes, size_t count) {
  size_t at = 0;
  while (at < count) {
    uint64_t word;
    while (count - at >= 8 && (memcpy(&word, bytes + at, 8), (word & 0x8080808080808080ull) == 0)) at += 8;
    if (at == count) break;
    size_t length = sequence_length(bytes + at, count - at);
    if (length == 0) return at;
    at += length;
  }
  return at;
}

size_t nf_utf8_valid_prefix(nf_level level, const uint8_t *bytes, size_t count) {
  (void)level;
  return nf_utf8_portable(bytes, count);
}
