// Well-formed UTF-8 by table lookup, 64 bytes a step (Keiser and Lemire, "Validating UTF-8 in less than one instruction
// per byte", 2021). The includer defines NF_UTF8 (the name), NF_TARGET, NF_LANES (bytes in a vector) and, over its type
// `nf_vector`, the operations load, is_ascii, lookup (a table of 16 by low nibbles), high_nibble, low_nibble, both
// (and), either (or), differ (exclusive or), minus (saturating) and is_zero.

NF_TARGET size_t NF_UTF8(const uint8_t *bytes, size_t count) {
  size_t at = 0;
  // The vectors look back three bytes.
  while (at < 3 && at < count) {
    size_t length = nf_utf8_sequence(bytes + at, count - at);
    if (length == 0) return at;
    at += length;
  }
  const nf_vector first_high = table(nf_utf8_first_high), first_low = table(nf_utf8_first_low),
                  second_high = table(nf_utf8_second_high);
  bool was_ascii = true;
  while (at + NF_LANES <= count) {
    const uint8_t *p = bytes + at;
    nf_vector input = load(p);
    if (is_ascii(input)) {
      if (!was_ascii && (p[-1] >= 0xC0 || p[-2] >= 0xE0 || p[-3] >= 0xF0)) break;
      was_ascii = true;
      at += NF_LANES;
      continue;
    }
    was_ascii = false;
    nf_vector before1 = load(p - 1), before2 = load(p - 2), before3 = load(p - 3);
    nf_vector special = both(both(lookup(first_high, high_nibble(before1)), lookup(first_low, low_nibble(before1))),
                             lookup(second_high, high_nibble(input)));
    // A lead of three or four bytes two or three places back asks for a continuation here.
    nf_vector third = minus(before2, splat(0xE0 - 0x80)), fourth = minus(before3, splat(0xF0 - 0x80));
    nf_vector wanted = both(either(third, fourth), splat(0x80));
    if (!is_zero(differ(wanted, special))) break;
    at += NF_LANES;
  }
  // A character that is open here, or broken, is judged byte by byte from its start.
  size_t back = 1;
  while (back < 4 && back < at && (bytes[at - back] & 0xC0) == 0x80) back++;
  if (back <= at && bytes[at - back] >= 0xC0) at -= back;
  return at + nf_utf8_portable(bytes + at, count - at);
}
