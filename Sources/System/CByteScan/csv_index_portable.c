#include "kernels.h"

// Eight bytes at a time in a general register, for processors without a level of their own.

#define NF_NAME(x) nf_portable_##x
#define NF_TARGET
#define NF_INDEX nf_csv_index_portable
#define NF_WIDE 2
#define NF_ACCUMULATOR nf_portable_seen
#define NF_ACCUMULATOR_ZERO {0, 0}
#define NF_PREPARE(d) const uint64_t pd = LOW * (d)->delimiter, pq = LOW * (d)->quote
#define NF_PREPARED , pd, pq

static const uint64_t LOW = 0x0101010101010101ull;
static const uint64_t HIGH = 0x8080808080808080ull;

typedef struct {
  uint64_t nul, high;
} nf_portable_seen;

// The top bit of each byte that is zero; exact, unlike the shorter well-known form.
static inline uint64_t zero_bytes(uint64_t word) {
  return ~(((word & ~HIGH) + ~HIGH) | word | ~HIGH);
}

// One bit a byte from the top bits.
static inline uint64_t gather(uint64_t tops) { return ((tops >> 7) * 0x0102040810204080ull) >> 56; }

static inline nf_masks nf_classify(const uint8_t *text, nf_portable_seen *seen, uint64_t delimiter, uint64_t quote) {
  nf_masks m = {0, 0, 0, 0};
  for (int i = 0; i < 8; i++) {
    uint64_t word;
    memcpy(&word, text + 8 * i, 8);
    m.quote |= gather(zero_bytes(word ^ quote)) << (8 * i);
    m.delimiter |= gather(zero_bytes(word ^ delimiter)) << (8 * i);
    m.feed |= gather(zero_bytes(word ^ (LOW * '\n'))) << (8 * i);
    m.carriage_return |= gather(zero_bytes(word ^ (LOW * '\r'))) << (8 * i);
    seen->nul |= zero_bytes(word);
    seen->high |= word;
  }
  return m;
}

static inline void nf_finish(nf_portable_seen seen, nf_csv_result *result) {
  result->saw_nul = seen.nul != 0;
  result->saw_non_ascii = (seen.high & HIGH) != 0;
}

#define nf_prefix_xor nf_prefix_xor_shifts

#include "csv_index_body.h"
