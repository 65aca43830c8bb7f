import CByteScan

/// The levels of the processor that scanning is written for.
public enum Kernel: String, CaseIterable, Hashable, Sendable {
  /// C without vectors.
  case portable
  /// SSE2, which every x86-64 processor has.
  case sse2
  /// AVX2.
  case avx2
  /// AVX-512 F, BW and VL.
  case avx512
  /// AVX-512 with VBMI2.
  case avx512vbmi2
  /// NEON, which every 64-bit ARM processor has.
  case neon

  /// Whether this machine can run it.
  public var isAvailable: Bool { nf_level_available(level) }

  /// The fastest that this machine can run.
  public static let best: Kernel = allCases.first { $0.level == nf_best_level() } ?? .portable

  var level: nf_level {
    switch self {
    case .portable: NF_PORTABLE
    case .sse2: NF_SSE2
    case .avx2: NF_AVX2
    case .avx512: NF_AVX512
    case .avx512vbmi2: NF_AVX512_VBMI2
    case .neon: NF_NEON
    }
  }

  /// The level to run: this one where the machine has it, else the best.
  var usable: nf_level { isAvailable ? level : nf_best_level() }
}
