// The structural index, once for each level. The includer defines
//   NF_TARGET                 the function attribute that selects the instructions
//   NF_INDEX                  the function's name
//   NF_ACCUMULATOR            a type that gathers NUL and non-ASCII bytes, NF_ACCUMULATOR_ZERO its start
//   nf_classify(...)          the four masks of 64 bytes
//   nf_prefix_xor(mask)       bit i is the parity of bits 0...i
//   nf_emit(...)              writes positions of set bits

// A block with doubled quotes marks the fields that hold them, rare enough to be done bit by bit; whether the field that
// is open at its end holds some is returned. Values only: a state whose address is taken would live in memory.
static NF_TARGET inline uint64_t NF_NAME(mark_escaped)(uint32_t *out, uint64_t ends, uint64_t doubled,
                                                       uint64_t carried) {
  while (ends) {
    uint64_t upto = ends ^ (ends - 1);
    if (carried | (doubled & upto)) *out |= NF_ESCAPED;
    carried = 0;
    doubled &= ~upto;
    out++;
    ends &= ends - 1;
  }
  return carried | (doubled != 0);
}

// Masks of one block from which nothing was emitted yet, and the state behind it.
typedef struct {
  uint64_t ends, line_ends, doubled, violation;
  nf_csv_state next;
} NF_NAME(block);

static NF_TARGET inline __attribute__((always_inline)) NF_NAME(block)
    NF_NAME(resolve)(nf_masks m, uint64_t valid, nf_csv_state s, uint64_t crlf_only) {
  NF_NAME(block) b;
  uint64_t quotes = m.quote & valid;
  uint64_t inside = nf_prefix_xor(quotes) ^ s.in_quote;
  uint64_t outside = ~inside & valid;
  uint64_t opening = quotes & inside;
  uint64_t closing = quotes & ~inside;
  uint64_t delimiters = m.delimiter & outside;
  uint64_t feeds = m.feed & outside;
  uint64_t returns = m.carriage_return & outside;
  b.ends = delimiters | feeds;
  b.line_ends = feeds;
  uint64_t at_start = (b.ends << 1) | s.at_start;
  uint64_t after_quote = (closing << 1) | s.after_quote;
  uint64_t after_return = (returns << 1) | s.after_return;
  b.doubled = opening & after_quote;
  b.violation = (opening & ~(at_start | after_quote)) | (after_quote & valid & ~(b.ends | returns | opening)) |
                (after_return & valid & ~feeds) | (feeds & ~after_return & crlf_only);
  b.next.in_quote = (uint64_t)((int64_t)inside >> 63);
  b.next.after_quote = closing >> 63;
  b.next.after_return = returns >> 63;
  b.next.at_start = b.ends >> 63;
  b.next.escaped = s.escaped;
  return b;
}

NF_TARGET nf_csv_result NF_INDEX(const nf_csv_dialect *dialect, nf_csv_state *state, const uint8_t *base,
                                 size_t start, size_t end, uint32_t *fields, size_t field_count, uint32_t *records,
                                 size_t record_count) {
  nf_csv_result result = {.consumed = start};
  nf_csv_state s = *state;
  const uint64_t crlf_only = dialect->crlf_only ? ~0ull : 0;
  const uint64_t quoting = dialect->has_quote ? ~0ull : 0;
  NF_ACCUMULATOR seen = NF_ACCUMULATOR_ZERO;
  NF_PREPARE(dialect);
  size_t at = start;
  uint8_t tail[64] __attribute__((aligned(64)));
  uint64_t line_feeds = 0;
  // Whole blocks, then the shorter last one.
  while (end - at >= 64) {
    NF_ACCUMULATOR before = seen;
    nf_masks m = nf_classify(base + at, &seen NF_PREPARED);
    m.quote &= quoting;
    NF_NAME(block) b = NF_NAME(resolve)(m, ~0ull, s, crlf_only);
    if (__builtin_expect(b.violation != 0, 0)) {
      seen = before;
      result.violation = true;
      break;
    }
    uint32_t *out = fields + field_count;
    nf_emit(out, b.ends, (uint32_t)at);
    if (__builtin_expect((b.doubled | (s.escaped & (b.ends != 0))) != 0, 0))
      b.next.escaped = NF_NAME(mark_escaped)(out, b.ends, b.doubled, s.escaped);
    for (uint64_t lines = b.line_ends; lines; lines &= lines - 1) {
      uint64_t upto = lines ^ (lines - 1);
      records[record_count++] = (uint32_t)(field_count + (size_t)__builtin_popcountll(b.ends & upto));
    }
    field_count += (size_t)__builtin_popcountll(b.ends);
    line_feeds += (uint64_t)__builtin_popcountll(m.feed);
    s = b.next;
    at += 64;
  }
  if (at < end && !result.violation) {
    // A copy filled up with a byte that is neither NUL nor beyond ASCII.
    size_t rest = end - at;
    uint64_t valid = (1ull << rest) - 1;
    memset(tail, 'x', 64);
    memcpy(tail, base + at, rest);
    NF_ACCUMULATOR before = seen;
    nf_masks m = nf_classify(tail, &seen NF_PREPARED);
    m.quote &= quoting;
    NF_NAME(block) b = NF_NAME(resolve)(m, valid, s, crlf_only);
    if (b.violation) {
      seen = before;
      result.violation = true;
    } else {
      uint32_t *out = fields + field_count;
      nf_emit_bits(out, b.ends, (uint32_t)at);
      b.next.escaped = s.escaped;
      b.next.escaped = NF_NAME(mark_escaped)(out, b.ends, b.doubled, s.escaped);
      for (uint64_t lines = b.line_ends; lines; lines &= lines - 1) {
        uint64_t upto = lines ^ (lines - 1);
        records[record_count++] = (uint32_t)(field_count + (size_t)__builtin_popcountll(b.ends & upto));
      }
      field_count += (size_t)__builtin_popcountll(b.ends);
      line_feeds += (uint64_t)__builtin_popcountll(m.feed & valid);
      // The carries of a shorter block stand at its last byte, not at bit 63.
      uint64_t last = rest - 1;
      uint64_t inside = nf_prefix_xor(m.quote & valid) ^ s.in_quote;
      b.next.in_quote = ((inside >> last) & 1) ? ~0ull : 0;
      b.next.after_quote = ((m.quote & valid & ~inside) >> last) & 1;
      b.next.after_return = ((m.carriage_return & ~inside) >> last) & 1;
      b.next.at_start = (b.ends >> last) & 1;
      s = b.next;
      at = end;
    }
  }
  result.line_feeds = line_feeds;
  *state = s;
  result.consumed = at;
  result.field_count = field_count;
  result.record_count = record_count;
  nf_finish(seen, &result);
  return result;
}
