// Quoting and unquoting with vectors of NF_LANES bytes. The includer defines NF_TARGET, NF_UNESCAPE, NF_PUT, NF_LANES,
// `nf_vector`, load, store, splat, equal (a vector), either, and mask (one bit a byte).

NF_TARGET size_t NF_UNESCAPE(uint8_t *target, const uint8_t *source, size_t count, uint8_t quote) {
  const nf_vector q = splat(quote);
  uint8_t *out = target;
  size_t at = 0;
  while (at + NF_LANES <= count) {
    nf_vector v = load(source + at);
    store(out, v);
    uint32_t quotes = mask(equal(v, q));
    if (quotes == 0) {
      at += NF_LANES;
      out += NF_LANES;
    } else {
      // Up to the pair's first quote; the second is left out.
      size_t place = (size_t)__builtin_ctz(quotes);
      at += place + 2;
      out += place + 1;
    }
  }
  while (at < count) {
    *out++ = source[at];
    at += source[at] == quote ? 2 : 1;
  }
  return (size_t)(out - target);
}

// Opening quote, the text with its quotes doubled, closing quote.
static NF_TARGET size_t NF_NAME(put_quoted)(uint8_t *target, const uint8_t *source, size_t count, uint8_t quote) {
  const nf_vector q = splat(quote);
  uint8_t *out = target;
  size_t at = 0;
  *out++ = quote;
  while (at + NF_LANES <= count) {
    nf_vector v = load(source + at);
    store(out, v);
    uint32_t quotes = mask(equal(v, q));
    size_t length = quotes ? (size_t)__builtin_ctz(quotes) + 1 : NF_LANES;
    at += length;
    out += length;
    if (quotes) *out++ = quote;
  }
  for (; at + 16 <= count; at += 16) out = nf_double_bytes(out, source + at, 16, quote);
  out = nf_double_small(out, source + at, count - at, quote);
  *out++ = quote;
  return (size_t)(out - target);
}

NF_TARGET size_t NF_PUT(uint8_t *target, const uint8_t *source, size_t count, uint8_t delimiter, uint8_t quote,
                        bool always) {
  if (always) return NF_NAME(put_quoted)(target, source, count, quote);
  const nf_vector d = splat(delimiter), q = splat(quote), f = splat('\n'), r = splat('\r');
  size_t at = 0;
  for (; at + NF_LANES <= count; at += NF_LANES) {
    nf_vector v = load(source + at);
    store(target + at, v);
    if (mask(either(either(equal(v, d), equal(v, q)), either(equal(v, f), equal(v, r)))))
      return NF_NAME(put_quoted)(target, source, count, quote);
  }
  while (at < count) {
    size_t length = count - at < 15 ? count - at : 15;
    if (nf_small_is_special(source + at, length, delimiter, quote))
      return NF_NAME(put_quoted)(target, source, count, quote);
    nf_copy_small(target + at, source + at, length);
    at += length;
  }
  return count;
}
