/// What mail clients write in the languages that are recognised: English, French, German, Spanish, Portuguese, Italian,
/// Dutch, Polish, Swedish, Danish, Norwegian, Finnish, Russian, Ukrainian, Czech, Turkish, Hungarian, Romanian, Greek,
/// Japanese, Chinese, Korean, Arabic and Hebrew; headers and attributions also in Slovak, Slovenian, Croatian, Bulgarian,
/// Lithuanian, Latvian, Estonian, Catalan, Vietnamese, Indonesian, Thai and Persian. All are in lower case where the script has
/// cases.
enum Phrases {
  /// The verb of `On … wrote:`.
  static let wrote = PhraseSet(
    "wrote|writes|said|schrieb|hat geschrieben|a écrit|écrit|a ecrit|escribió|escribio|escreveu|ha scritto|schreef|heeft geschreven"
      + "|napisał|napisała|napisał(a)|napisal|pisze|skrev|kirjoitti|написал|написала|написал(а)|пишет|написав|пише|napsal|napsala"
      + "|napsal(a)|şunu yazdı|yazdı|írta|a scris|έγραψε|のメール|さんは書きました|が書きました|wrote on|写道|寫道|님이 작성|작성"
      + "|كتب|كتبت|تمت كتابة|כתב|כתבה|כתב/ה|מאת|шта"
      + "|napísal|napísala|napísal(a)|napisao je|napisala je|napisao/la|написа|parašė|rašė|rakstīja|kirjutas|va escriure|ha escrit"
      + "|đã viết|menulis|เขียนว่า|เขียน|نوشت")

  /// How `On … wrote:` begins, for one that is broken over lines.
  static let on = PhraseSet(
    "on |am |le |el |em |il |op |w dniu |dnia |den |på |pe |ons|mån|tis|tor|fre|lör|sön|man|tir|på |ke |ti |ma |в |вт|пн|ср|чт|пт|сб|вс"
      + "|dne |po |út |st |čt |pá |so |ne |tarihinde|στις |20|19|في |بتاريخ|ב|בתאריך|a |в |на |no dia |în |wt|śr|czw|pt|sob|ut |pi |št |dňa |v v |dana |vào |pada |ในวันที่|در تاریخ|at |quoting|citando|zitat von|citazione"
  )

  /// `From` in a block of headers.
  static let from = PhraseSet(
    "from|von|de|da|van|od|från|fra|от|від|lähettäjä|kimden|gönderen|feladó|de la|expéditeur|remitente|remetente|mittente|afzender|absender|nadawca|avsändare"
      + "|od kogo|από|发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|من|המאת|מאת"
      + "|šalje|nuo|saatja|изпратено от|発信者|發件人|từ|dari|pengirim|จาก|از|فرستنده")

  /// `Sent` or `Date` in a block of headers.
  static let sent = PhraseSet(
    "sent|date|date sent|gesendet|datum|envoyé|envoyé le|enviado|enviado el|enviado em|enviada em|enviada|fecha|data|data/hora|inviato|verzonden|wysłano|wysłane"
      + "|skickat|skickades|sendt|dato|lähetetty|päivämäärä|отправлено|дата|надіслано|odesláno|gönderildi|tarih|elküldve|dátum|trimis"
      + "|ημερομηνία|στάλθηκε|发送时间|发送日期|日期|时间|寄件日期|傳送時間|送信日時|日時|日付|날짜|보낸 날짜|تاريخ|التاريخ|تاريخ الإرسال|أرسلت|أُرسلت|تم الإرسال|נשלח|תאריך|נשלח בתאריך"
      + "|gönderme tarihi|päiväys|odoslané|poslano|išsiųsta|nosūtīts|saadetud|kuupäev|изпратено|enviat|enviat el|đã gửi|ngày|dikirim|tanggal"
      + "|ส่ง|ส่งเมื่อ|วันที่|ارسال شده|تاریخ"
  )

  /// `To` and `Cc` in a block of headers.
  static let to = PhraseSet(
    "to|an|à|para|a|aan|do|till|til|кому|vastaanottaja|kime|címzett|către|προς|cc|kopie|copie|copia|cópia|kopia|kopi|копия|dw|udw|bcc|reply-to|répondre à|antwort an"
      + "|destinataire|destinatario|destinatário|收件人|收件者|宛先|받는 사람|받는사람|إلى|الى|نسخة|אל|עותק|抄送|副本|참조|cci|cco|ccn"
      + "|prima|za|kam|adressaat|до|per a|đến|kepada|ถึง|به|گیرنده")

  /// `Subject` in a block of headers.
  static let subject = PhraseSet(
    "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|temat|ämne|emne|aihe|тема|předmět|konu|tárgy|subiect|θέμα|主题|主旨|標題|件名|제목|الموضوع|נושא"
      + "|importance|wichtigkeit|priorität|attachments|anlagen|pièces jointes|organization|sujet"
      + "|predmet|zadeva|temats|tema|teema|относно|assumpte|chủ đề|perihal|subjek|เรื่อง|موضوع|主旨|題名")

  /// A line that says that an earlier mail follows.
  static let original = PhraseSet(
    "original message|originalnachricht|ursprüngliche nachricht|ursprungliche nachricht|message d'origine|message d’origine|message original|mensaje original|mensagem original"
      + "|messaggio originale|oorspronkelijk bericht|oorspronkelijke bericht|origineel bericht|wiadomość oryginalna|oryginalna wiadomość|ursprungligt meddelande|originalmeddelande|ursprungligt mail"
      + "|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|исходное сообщение|original-nachricht|původní zpráva|özgün ileti|orijinal mesaj"
      + "|eredeti üzenet|mesaj original|αρχικό μήνυμα|元のメッセージ|オリジナルメッセージ|原始邮件|原始郵件|원본 메시지|원본 메일|الرسالة الأصلية|الرسالة الاصلية|ההודעה המקורית|הודעה מקורית"
  )

  /// The line that a help desk puts above its mail.
  static let replyAbove = PhraseSet(
    "type your reply above this line|reply above this line|antwort über dieser zeile|votre réponse au-dessus de cette ligne"
      + "|su respuesta encima de esta línea|responda acima desta linha|uw antwoord boven deze regel|rispondi sopra questa riga"
  )

  /// A line that says that a forwarded mail follows.
  static let forwarded = PhraseSet(
    "forwarded message|forwarded by|forwarded mail|weitergeleitete nachricht|weitergeleitete e-mail|message transféré|message réexpédié|mensaje reenviado|mensagem encaminhada|mensagem reencaminhada"
      + "|messaggio inoltrato|doorgestuurd bericht|doorgestuurde bericht|przekazana wiadomość|przesłana wiadomość|wiadomość przekazana|vidarebefordrat meddelande|vidarebefordrat mail"
      + "|videresendt meddelelse|videresendt melding|välitetty viesti|edelleenlähetetty viesti|пересылаемое сообщение|пересланное сообщение|переслане повідомлення|přeposlaná zpráva|iletilen ileti|iletilmiş ileti|yönlendirilen ileti|yönlendirilmiş mesaj"
      + "|továbbított üzenet|mesaj redirecționat|προωθημένο μήνυμα|転送メッセージ|転送された|转发的邮件|转发邮件|轉寄的郵件|轉寄郵件|전달된 메시지|전달된 메일|رسالة معاد توجيهها|الرسالة المعاد توجيهها|رسالة محولة|הודעה שהועברה"
      + "|begin forwarded|anfang der weitergeleiteten|début du message|inicio del mensaje reenviado|início da mensagem|inizio messaggio inoltrato|inizio del messaggio|begin doorgestuurd"
      + "|vidarebefordrat brev|начало переадресованного|начало переадресованного сообщения|początek przekazywanej|początek przekazanej|以下は転送|下面是被转发|开始转发|بداية الرسالة المعاد|תחילת ההודעה"
  )

  /// How a letter closes.
  static let closings = PhraseSet(
    "best|best regards|kind regards|regards|warm regards|many thanks|thanks|thank you|cheers|sincerely|yours sincerely|yours faithfully|yours truly|best wishes|all the best"
      + "|mit freundlichen grüßen|mit freundlichem gruß|mit besten grüßen|freundliche grüße|viele grüße|beste grüße|liebe grüße|herzliche grüße|schöne grüße|mfg|vg|lg|gruß|grüße"
      + "|cordialement|bien cordialement|bien à vous|salutations|sincères salutations|bonne journée|amicalement|merci"
      + "|saludos|un saludo|saludos cordiales|atentamente|cordialmente|gracias|atenciosamente|cumprimentos|obrigado|obrigada|abraços|abs|com os melhores cumprimentos"
      + "|cordiali saluti|distinti saluti|saluti|grazie|un saluto|met vriendelijke groet|vriendelijke groeten|met vriendelijke groeten|groeten|groetjes|mvg"
      + "|pozdrawiam|z poważaniem|z pozdrowieniami|med vänliga hälsningar|vänliga hälsningar|hälsningar|mvh|med venlig hilsen|venlig hilsen|med vennlig hilsen|ystävällisin terveisin|terveisin"
      + "|с уважением|с наилучшими пожеланиями|всего доброго|s pozdravem|saygılarımla|üdvözlettel|cu stimă|με εκτίμηση"
      + "|よろしくお願いいたします|よろしくお願いします|敬具|以上|此致|祝好|谢谢|顺祝商祺|감사합니다|مع خالص التحية|مع أطيب التحيات|تحياتي|مع التحية|بكل احترام|בברכה|תודה|בברכת"
  )

  /// A line that a telephone or an app adds.
  static let sentFrom = PhraseSet(
    "sent from my|sent from mail for|sent from outlook|sent from yahoo|sent via|sent with|get outlook for|get bluemail|von meinem|gesendet von|gesendet mit|diese nachricht wurde von meinem"
      + "|envoyé de mon|envoyé depuis|envoyé à partir|enviado desde|enviado do|enviado a partir|inviato da|verzonden vanaf|verstuurd vanaf|verzonden met|wysłane z|wysłano z|skickat från|skickades från|sendt fra|lähetetty"
      + "|отправлено с|отправлено из|odesláno z|iphoneから送信|から送信|发自我的|从我的|傳送自|나의 iphone에서|أرسلت من|أُرسلت من|مرسل من|נשלח מה|נשלח מ-|iphone'umdan gönderildi"
  )

  /// Words of legal notices.
  static let disclaimers = PhraseSet(
    "confidential|intended recipient|intended solely|intended only|privileged|this e-mail and any|this email and any|disclaimer|vertraulich|nicht der beabsichtigte|irrtümlich erhalten|rechtlich geschützt"
      + "|confidentiel|destinataire de ce message|usage exclusif|confidencial|destinatario de este|uso exclusivo|destinatário|riservat|destinatario di questo|questo messaggio|vertrouwelijk|uitsluitend bestemd"
      + "|poufn|wyłącznie do|konfidentiell|sekretess|avsedda mottagaren|fortrolig|luottamuksellinen|конфиденциальн|предназначен|důvěrn|gizli|bizalmas|confidențial|εμπιστευτικ"
      + "|機密|秘密情報|保密|机密|機密資訊|기밀|سري|خصوصية|חסוי|סודי|please consider the environment|think before you print|think before printing|denken sie an die umwelt"
  )
}
