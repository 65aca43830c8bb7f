// The structural index, once for each level. The includer defines
//   NF_TARGET                 the function attribute that selects the instructions
//   NF_NAME, NF_INDEX         a name of this level, and the function's name
//   NF_ACCUMULATOR            a type that gathers NUL and non-ASCII bytes, NF_ACCUMULATOR_ZERO its start
//   NF_PREPARE, NF_PREPARED   what is computed once a call, and how it is handed to `nf_classify`
//   nf_classify(...)          the four masks of 64 bytes
//   nf_prefix_xor(mask)       bit i is the parity of bits 0...i
//   NF_BMI                    if bits are counted and taken out in one instruction each
//
//   NF_WIDE                   how many blocks' masks one vector holds
//
// Blocks of 64 bytes go in groups: first the bytes are compared, then the masks of several blocks are resolved side by
// side, then positions are taken out of them. Each loop keeps what it needs in registers, and what the text holds
// steers almost no branch: where fields end is as good as random, and a branch that the processor guesses wrong costs
// more than comparing a block.

#define NF_ALWAYS static NF_TARGET inline __attribute__((always_inline))
#define NF_GROUP 32
#if defined(__clang__)
#define NF_UNROLL _Pragma("clang loop unroll(full)")
#else
#define NF_UNROLL
#endif
#if defined(NF_BMI)
#define NF_ADD(carry, a, b, sum) _addcarry_u64((unsigned char)(carry), a, b, sum)
#else
#define NF_ADD(carry, a, b, sum) nf_add(carry, a, b, sum)
#endif

// What one block holds, and the state behind it.
//
// Which fields hold doubled quotes is told by one sum: it carries from a doubled quote, and from a field that holds one
// already, to that field's end and no further, as behind a carry the field's bits are zeros, which swallow those of its
// other doubled quotes.
typedef struct {
  uint64_t ends, line_ends, escaped_ends, violation;
  nf_csv_state next;
} NF_NAME(block);

// `last` is the place of the block's last byte: 63 but at the end of the text.
NF_ALWAYS NF_NAME(block) NF_NAME(resolve)(nf_masks m, uint64_t valid, unsigned last, nf_csv_state s, uint64_t crlf_only) {
  NF_NAME(block) b;
  uint64_t quotes = m.quote & valid;
  uint64_t inside = nf_prefix_xor(quotes) ^ s.in_quote;
  uint64_t outside = ~inside & valid;
  uint64_t opening = quotes & inside;
  uint64_t closing = quotes & ~inside;
  uint64_t feeds = m.feed & outside;
  uint64_t returns = m.carriage_return & outside;
  b.ends = (m.delimiter & outside) | feeds;
  b.line_ends = feeds;
  uint64_t at_start = (b.ends << 1) | s.at_start;
  uint64_t after_quote = (closing << 1) | s.after_quote;
  uint64_t after_return = (returns << 1) | s.after_return;
  uint64_t doubled = opening & after_quote;
  b.violation = (opening & ~(at_start | after_quote)) | (after_quote & valid & ~(b.ends | returns | opening)) |
                (after_return & valid & ~feeds) | (feeds & ~after_return & crlf_only);
  unsigned long long sum;
  b.next.escaped = NF_ADD(s.escaped, ~b.ends | ~valid, doubled, &sum);
  b.escaped_ends = sum & b.ends;
  b.next.in_quote = 0 - ((inside >> last) & 1);
  b.next.after_quote = (closing >> last) & 1;
  b.next.after_return = (returns >> last) & 1;
  b.next.at_start = (b.ends >> last) & 1;
  return b;
}

#if defined(NF_BMI)
// Positions of the ends: `always` of them whether they are there or not, then the rare rest.
NF_ALWAYS void NF_NAME(emit)(uint32_t *out, uint64_t bits, uint32_t at, unsigned always) {
  for (unsigned i = 0; i < always; i++) {
    out[i] = at + (uint32_t)_tzcnt_u64(bits);
    bits = _blsr_u64(bits);
  }
  if (__builtin_expect(bits != 0, 0)) nf_emit_bits(out + always, bits, at);
}

// For each record the number of entries up to its own last one.
NF_ALWAYS void NF_NAME(emit_records)(uint32_t *out, uint64_t lines, uint64_t ends, size_t fields) {
  out[0] = (uint32_t)(fields + (size_t)__builtin_popcountll(ends & _blsmsk_u64(lines)));
  lines = _blsr_u64(lines);
  if (__builtin_expect(lines != 0, 0)) nf_emit_records(out + 1, lines, ends, fields);
}
#else
NF_ALWAYS void NF_NAME(emit)(uint32_t *out, uint64_t bits, uint32_t at, unsigned always) {
  (void)always;
  nf_emit_bits(out, bits, at);
}

NF_ALWAYS void NF_NAME(emit_records)(uint32_t *out, uint64_t lines, uint64_t ends, size_t fields) {
  nf_emit_records(out, lines, ends, fields);
}
#endif

// The masks of a group. Resolving turns delimiters into ends and quotes into doubled ones.
typedef struct {
  uint64_t quote[NF_GROUP], carriage_return[NF_GROUP], feed[NF_GROUP], ends[NF_GROUP], line_ends[NF_GROUP],
      escaped_ends[NF_GROUP];
} NF_NAME(group);

// Masks of NF_WIDE blocks side by side: what `resolve` does with one.
typedef uint64_t NF_NAME(masks) __attribute__((vector_size(8 * NF_WIDE)));

NF_ALWAYS NF_NAME(masks) NF_NAME(load)(const uint64_t *p) {
  NF_NAME(masks) v;
  memcpy(&v, p, sizeof v);
  return v;
}

NF_ALWAYS void NF_NAME(store)(uint64_t *p, NF_NAME(masks) v) { memcpy(p, &v, sizeof v); }

// The last block of `before`, then all blocks of `v` but the last: each block's forerunner.
NF_ALWAYS NF_NAME(masks) NF_NAME(forerunners)(NF_NAME(masks) before, NF_NAME(masks) v) {
#if NF_WIDE == 8
  return __builtin_shufflevector(before, v, 7, 8, 9, 10, 11, 12, 13, 14);
#elif NF_WIDE == 4
  return __builtin_shufflevector(before, v, 3, 4, 5, 6);
#else
  return __builtin_shufflevector(before, v, 1, 2);
#endif
}

// For each block the exclusive or of all blocks before it; `v` holds all zeros or all ones.
NF_ALWAYS NF_NAME(masks) NF_NAME(parity_before)(NF_NAME(masks) v) {
  const NF_NAME(masks) zero = {0};
  v = NF_NAME(forerunners)(zero, v);
#if NF_WIDE == 8
  v ^= __builtin_shufflevector(zero, v, 7, 8, 9, 10, 11, 12, 13, 14);
  v ^= __builtin_shufflevector(zero, v, 6, 7, 8, 9, 10, 11, 12, 13);
  v ^= __builtin_shufflevector(zero, v, 4, 5, 6, 7, 8, 9, 10, 11);
#elif NF_WIDE == 4
  v ^= __builtin_shufflevector(zero, v, 3, 4, 5, 6);
  v ^= __builtin_shufflevector(zero, v, 2, 3, 4, 5);
#endif
  return v;
}

// What groups hand on: the last blocks' masks, of which the top bits count.
typedef struct {
  NF_NAME(masks) inside, closing, returns, ends;
} NF_NAME(carry);

// Resolves the masks from block `i` on and returns where they break a rule.
NF_ALWAYS NF_NAME(masks) NF_NAME(resolve_wide)(NF_NAME(group) * g, unsigned i, NF_NAME(carry) * carry,
                                               uint64_t crlf_only) {
  const NF_NAME(masks) zero = {0};
  NF_NAME(masks) quotes = NF_NAME(load)(g->quote + i);
  NF_NAME(masks) parity = quotes ^ (quotes << 1);
  parity ^= parity << 2;
  parity ^= parity << 4;
  parity ^= parity << 8;
  parity ^= parity << 16;
  parity ^= parity << 32;
  // All ones where the block before these ends inside quotes.
  NF_NAME(masks) before = zero - (carry->inside >> 63);
#if NF_WIDE == 8
  before = __builtin_shufflevector(before, before, 7, 7, 7, 7, 7, 7, 7, 7);
#elif NF_WIDE == 4
  before = __builtin_shufflevector(before, before, 3, 3, 3, 3);
#else
  before = __builtin_shufflevector(before, before, 1, 1);
#endif
  NF_NAME(masks) inside = parity ^ NF_NAME(parity_before)(zero - (parity >> 63)) ^ before;
  NF_NAME(masks) opening = quotes & inside, closing = quotes & ~inside;
  NF_NAME(masks) feeds = NF_NAME(load)(g->feed + i) & ~inside;
  NF_NAME(masks) returns = NF_NAME(load)(g->carriage_return + i) & ~inside;
  NF_NAME(masks) ends = (NF_NAME(load)(g->ends + i) & ~inside) | feeds;
  NF_NAME(masks) at_start = (ends << 1) | (NF_NAME(forerunners)(carry->ends, ends) >> 63);
  NF_NAME(masks) after_quote = (closing << 1) | (NF_NAME(forerunners)(carry->closing, closing) >> 63);
  NF_NAME(masks) after_return = (returns << 1) | (NF_NAME(forerunners)(carry->returns, returns) >> 63);
  NF_NAME(store)(g->quote + i, opening & after_quote);
  NF_NAME(store)(g->ends + i, ends);
  NF_NAME(store)(g->line_ends + i, feeds);
  *carry = (NF_NAME(carry)){inside, closing, returns, ends};
  return (opening & ~(at_start | after_quote)) | (after_quote & ~(ends | returns | opening)) |
         (after_return & ~feeds) | (feeds & ~after_return & crlf_only);
}

// Where entries go, and how many there are.
typedef struct {
  uint32_t *fields, *records;
  size_t field_count, record_count;
} NF_NAME(index);

NF_ALWAYS void NF_NAME(emit_group)(const NF_NAME(group) * g, NF_NAME(index) * index, size_t at, unsigned count,
                                   unsigned always) {
  size_t field_count = index->field_count, record_count = index->record_count;
  for (unsigned i = 0; i < count; i++, at += 64) {
    uint32_t *out = index->fields + field_count;
    uint64_t ends = g->ends[i], lines = g->line_ends[i], escaped = g->escaped_ends[i] & ends;
    NF_NAME(emit)(out, ends, (uint32_t)at, always);
    NF_NAME(emit_records)(index->records + record_count, lines, ends, field_count);
    if (__builtin_expect(escaped != 0, 0)) nf_mark_escaped(out, ends, escaped);
    field_count += (size_t)__builtin_popcountll(ends);
    record_count += (size_t)__builtin_popcountll(lines);
  }
  index->field_count = field_count;
  index->record_count = record_count;
}

// Resolves a whole group; false where something in it breaks a rule.
NF_ALWAYS bool NF_NAME(resolve_group)(NF_NAME(group) * g, nf_csv_state *s, uint64_t crlf_only) {
  NF_NAME(carry) carry = {{0}, {0}, {0}, {0}};
  const unsigned last = NF_WIDE - 1;
  carry.inside[last] = s->in_quote;
  carry.closing[last] = s->after_quote << 63;
  carry.returns[last] = s->after_return << 63;
  carry.ends[last] = s->at_start << 63;
  NF_NAME(masks) violations = {0};
  for (unsigned i = 0; i < NF_GROUP; i += NF_WIDE) violations |= NF_NAME(resolve_wide)(g, i, &carry, crlf_only);
  uint64_t violation = 0;
  for (unsigned lane = 0; lane < NF_WIDE; lane++) violation |= violations[lane];
  if (__builtin_expect(violation != 0, 0)) return false;
  s->in_quote = 0 - (carry.inside[last] >> 63);
  s->after_quote = carry.closing[last] >> 63;
  s->after_return = carry.returns[last] >> 63;
  s->at_start = carry.ends[last] >> 63;
  unsigned long long escaped = s->escaped;
  NF_UNROLL
  for (unsigned i = 0; i < NF_GROUP; i++) {
    unsigned long long sum;
    escaped = NF_ADD(escaped, ~g->ends[i], g->quote[i], &sum);
    g->escaped_ends[i] = sum; // `emit_group` leaves the ends of it
  }
  s->escaped = escaped;
  return true;
}

NF_TARGET nf_csv_result NF_INDEX(const nf_csv_dialect *dialect, nf_csv_state *state, const uint8_t *base,
                                 size_t start, size_t end, uint32_t *fields, size_t field_count, uint32_t *records,
                                 size_t record_count) {
  nf_csv_result result = {.consumed = start};
  const uint64_t crlf_only = dialect->crlf_only ? ~0ull : 0, quoting = dialect->has_quote ? ~0ull : 0;
  NF_NAME(index) index = {fields, records, field_count, record_count};
  NF_NAME(group) g;
  NF_ACCUMULATOR seen = NF_ACCUMULATOR_ZERO;
  NF_PREPARE(dialect);
  nf_csv_state s = *state;
  uint64_t line_feeds = 0;
  size_t at = start, density = 0;
  for (; end - at >= 64 * NF_GROUP; at += 64 * NF_GROUP) {
    NF_ACCUMULATOR before = seen;
    uint64_t feeds = 0;
    for (unsigned i = 0; i < NF_GROUP; i++) {
      const uint8_t *text = base + at + 64 * i;
      __builtin_prefetch(text + 64 * NF_GROUP);
      nf_masks m = nf_classify(text, &seen NF_PREPARED);
      g.quote[i] = m.quote & quoting;
      g.ends[i] = m.delimiter;
      g.feed[i] = m.feed;
      g.carriage_return[i] = m.carriage_return;
      feeds += (uint64_t)__builtin_popcountll(m.feed);
    }
    if (!NF_NAME(resolve_group)(&g, &s, crlf_only)) {
      seen = before;
      break;
    }
    line_feeds += feeds;
    // As many at a time as the group before had in most blocks.
    size_t had = index.field_count;
    if (density <= 5 * NF_GROUP / 2)
      NF_NAME(emit_group)(&g, &index, at, NF_GROUP, 4);
    else if (density <= 5 * NF_GROUP)
      NF_NAME(emit_group)(&g, &index, at, NF_GROUP, 6);
    else
      NF_NAME(emit_group)(&g, &index, at, NF_GROUP, 12);
    density = index.field_count - had;
  }
  // One by one what is left, and the blocks in front of one that breaks a rule.
  while (at < end) {
    uint8_t tail[64] __attribute__((aligned(64)));
    unsigned length = end - at < 64 ? (unsigned)(end - at) : 64;
    uint64_t valid = ~0ull >> (64 - length);
    // A copy filled up with a byte that is neither NUL nor beyond ASCII.
    memset(tail, 'x', 64);
    memcpy(tail, base + at, length);
    NF_ACCUMULATOR before = seen;
    nf_masks m = nf_classify(tail, &seen NF_PREPARED);
    m.quote &= quoting;
    NF_NAME(block) b = NF_NAME(resolve)(m, valid, length - 1, s, crlf_only);
    if (b.violation != 0) {
      seen = before;
      result.violation = true;
      break;
    }
    g = (NF_NAME(group)){.ends = {b.ends}, .line_ends = {b.line_ends}, .escaped_ends = {b.escaped_ends}};
    NF_NAME(emit_group)(&g, &index, at, 1, 4);
    line_feeds += (uint64_t)__builtin_popcountll(m.feed & valid);
    s = b.next;
    at += length;
  }
  *state = s;
  result.consumed = at;
  result.line_feeds = line_feeds;
  result.field_count = index.field_count;
  result.record_count = index.record_count;
  nf_finish(seen, &result);
  return result;
}
