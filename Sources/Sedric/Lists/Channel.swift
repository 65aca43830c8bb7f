/// The channels of properties. The vendor names "Website", "Instagram" and "Youtube" as examples and no whole list, so an
/// unknown one is worth a warning and no more.
public enum Channel {
  /// Names that are known to be right, as the vendor spells them.
  public static let known = [
    "Website", "Instagram", "Youtube", "Facebook", "Twitter", "X", "TikTok", "LinkedIn", "Telegram", "WhatsApp",
    "Discord", "Reddit", "Pinterest", "Snapchat", "Twitch", "Blog", "Forum", "Podcast", "Newsletter", "Mobile App",
  ]
}
