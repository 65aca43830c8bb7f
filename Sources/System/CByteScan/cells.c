#include "kernels.h"

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

bool nf_special_portable(const uint8_t *source, size_t count, uint8_t delimiter, uint8_t quote) {
  for (size_t i = 0; i < count; i++) {
    uint8_t byte = source[i];
    if (byte == delimiter || byte == quote || byte == '\n' || byte == '\r') return true;
  }
  return false;
}

size_t nf_csv_unescape(nf_level level, uint8_t *target, const uint8_t *source, size_t count, uint8_t quote) {
  (void)level;
  return nf_unescape_portable(target, source, count, quote);
}

// Opening quote, the text with its quotes doubled, closing quote.
static size_t put_quoted(uint8_t *target, const uint8_t *source, size_t count, uint8_t quote) {
  uint8_t *out = target;
  size_t at = 0;
  *out++ = quote;
  while (at < count) {
    const uint8_t *hit = memchr(source + at, quote, count - at);
    size_t length = hit ? (size_t)(hit - source) - at + 1 : count - at;
    memcpy(out, source + at, length);
    out += length;
    at += length;
    if (hit) *out++ = quote;
  }
  *out++ = quote;
  return (size_t)(out - target);
}

size_t nf_csv_put(nf_level level, uint8_t *target, const uint8_t *source, size_t count, uint8_t delimiter,
                  uint8_t quote, bool always) {
  (void)level;
  if (always || nf_special_portable(source, count, delimiter, quote)) return put_quoted(target, source, count, quote);
  if (count > 0) memcpy(target, source, count);
  return count;
}

size_t nf_count_line_feeds(nf_level level, const uint8_t *bytes, size_t count) {
  (void)level;
  size_t feeds = 0;
  for (size_t i = 0; i < count; i++) feeds += bytes[i] == '\n';
  return feeds;
}
