/// Seconds to the millisecond, as reports have them.
func rounded(_ seconds: Double) -> Double {
  (seconds * 1000).rounded() / 1000
}
