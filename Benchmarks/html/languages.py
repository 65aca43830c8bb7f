"""What mail clients write above a quotation, by language, and some words to fill mails with. {n} is the author's name, {a} the
address, {d} the day of March 2026, {s} the subject."""


class Language:
    def __init__(self, code, gmail, apple, thunderbird, headers, original, forwarded, closing, phone, sentences):
        self.code = code
        self.gmail = gmail
        self.apple = apple
        self.thunderbird = thunderbird
        self.headers = headers
        self.original = original
        self.forwarded = forwarded
        self.closing = closing
        self.phone = phone
        self.sentences = sentences


LANGUAGES = [
    Language(
        "en", "On Tue, Mar {d}, 2026 at 10:00 AM {n} <{a}> wrote:", "On {d} Mar 2026, at 10:00, {n} <{a}> wrote:",
        "On 3/{d}/26 10:00, {n} wrote:", ("From", "Sent", "To", "Subject", "Tuesday, March {d}, 2026 10:00 AM"),
        "Original Message", "Forwarded message", "Best regards,", "Phone",
        ["Thank you for calling this morning.", "The offer is valid until the end of the month.",
         "Please find the figures below & let me know.", "We have not received the signed form yet.",
         "Could you confirm the amount of 1,250.00 EUR?", "I will call you back on Thursday at 14:30."]),
    Language(
        "fr", "Le mar. {d} mars 2026 à 10:00, {n} <{a}> a écrit :", "Le {d} mars 2026 à 10:00, {n} <{a}> a écrit :",
        "Le 0{d}/03/2026 à 10:00, {n} a écrit :", ("De", "Envoyé", "À", "Objet", "mardi {d} mars 2026 10:00"),
        "Message d'origine", "Message transféré", "Cordialement,", "Tél.",
        ["Merci pour votre appel de ce matin.", "L’offre est valable jusqu’à la fin du mois.",
         "Veuillez trouver ci-dessous les chiffres demandés.", "Nous n’avons pas encore reçu le formulaire signé.",
         "Pourriez-vous confirmer le montant de 1 250,00 € ?", "Je vous rappelle jeudi à 14 h 30."]),
    Language(
        "de", "Am Di., {d}. März 2026 um 10:00 Uhr schrieb {n} <{a}>:", "Am 0{d}.03.2026 um 10:00 schrieb {n} <{a}>:",
        "Am 0{d}.03.26 um 10:00 schrieb {n}:", ("Von", "Gesendet", "An", "Betreff", "Dienstag, {d}. März 2026 10:00"),
        "Ursprüngliche Nachricht", "Weitergeleitete Nachricht", "Mit freundlichen Grüßen", "Telefon",
        ["Vielen Dank für Ihren Anruf heute Morgen.", "Das Angebot gilt bis zum Ende des Monats.",
         "Anbei finden Sie die gewünschten Zahlen.", "Das unterschriebene Formular fehlt uns noch.",
         "Können Sie den Betrag von 1.250,00 € bestätigen?", "Ich rufe Sie am Donnerstag um 14:30 Uhr zurück."]),
    Language(
        "es", "El mar, {d} mar 2026 a las 10:00, {n} (<{a}>) escribió:", "El {d} mar 2026, a las 10:00, {n} <{a}> escribió:",
        "El {d}/3/26 a las 10:00, {n} escribió:", ("De", "Enviado el", "Para", "Asunto", "martes, {d} de marzo de 2026 10:00"),
        "Mensaje original", "Mensaje reenviado", "Saludos cordiales,", "Teléfono",
        ["Gracias por su llamada de esta mañana.", "La oferta es válida hasta fin de mes.",
         "A continuación encontrará las cifras solicitadas.", "Todavía no hemos recibido el formulario firmado.",
         "¿Podría confirmar el importe de 1.250,00 €?", "Le llamaré el jueves a las 14:30."]),
    Language(
        "pt", "Em ter., {d} de mar. de 2026 às 10:00, {n} <{a}> escreveu:", "No dia {d} de mar. de 2026, à(s) 10:00, {n} <{a}> escreveu:",
        "Em 0{d}/03/2026 10:00, {n} escreveu:", ("De", "Enviada em", "Para", "Assunto", "terça-feira, {d} de março de 2026 10:00"),
        "Mensagem original", "Mensagem encaminhada", "Atenciosamente,", "Telefone",
        ["Obrigado pela sua ligação desta manhã.", "A oferta é válida até o fim do mês.",
         "Seguem abaixo os números solicitados.", "Ainda não recebemos o formulário assinado.",
         "Poderia confirmar o valor de 1.250,00 €?", "Ligo para você na quinta-feira às 14:30."]),
    Language(
        "it", "Il giorno mar {d} mar 2026 alle ore 10:00 {n} <{a}> ha scritto:", "Il giorno {d} mar 2026, alle ore 10:00, {n} <{a}> ha scritto:",
        "Il 0{d}/03/26 10:00, {n} ha scritto:", ("Da", "Inviato", "A", "Oggetto", "martedì {d} marzo 2026 10:00"),
        "Messaggio originale", "Messaggio inoltrato", "Cordiali saluti,", "Telefono",
        ["Grazie per la telefonata di stamattina.", "L’offerta è valida fino alla fine del mese.",
         "Di seguito trova le cifre richieste.", "Non abbiamo ancora ricevuto il modulo firmato.",
         "Può confermare l’importo di 1.250,00 €?", "La richiamo giovedì alle 14:30."]),
    Language(
        "nl", "Op di {d} mrt 2026 om 10:00 schreef {n} <{a}>:", "Op {d} mrt. 2026 om 10:00 heeft {n} <{a}> het volgende geschreven:",
        "Op {d}-3-2026 om 10:00 schreef {n}:", ("Van", "Verzonden", "Aan", "Onderwerp", "dinsdag {d} maart 2026 10:00"),
        "Oorspronkelijk bericht", "Doorgestuurd bericht", "Met vriendelijke groet,", "Telefoon",
        ["Bedankt voor uw telefoontje van vanochtend.", "Het aanbod geldt tot het einde van de maand.",
         "Hieronder vindt u de gevraagde cijfers.", "Wij hebben het getekende formulier nog niet ontvangen.",
         "Kunt u het bedrag van € 1.250,00 bevestigen?", "Ik bel u donderdag om 14.30 uur terug."]),
    Language(
        "pl", "wt., {d} mar 2026 o 10:00 {n} <{a}> napisał(a):", "Wiadomość napisana przez {n} <{a}> w dniu {d} mar 2026, o godz. 10:00:",
        "W dniu {d}.03.2026 o 10:00, {n} pisze:", ("Od", "Wysłano", "Do", "Temat", "wtorek, {d} marca 2026 10:00"),
        "Wiadomość oryginalna", "Przekazana wiadomość", "Z poważaniem,", "Telefon",
        ["Dziękuję za dzisiejszą rozmowę.", "Oferta jest ważna do końca miesiąca.",
         "Poniżej przesyłam żądane liczby.", "Nie otrzymaliśmy jeszcze podpisanego formularza.",
         "Czy może Pan potwierdzić kwotę 1 250,00 €?", "Oddzwonię w czwartek o 14:30."]),
    Language(
        "sv", "Den tis {d} mars 2026 kl 10:00 skrev {n} <{a}>:", "{d} mars 2026 kl. 10:00 skrev {n} <{a}>:",
        "Den 2026-03-0{d} kl. 10:00, skrev {n}:", ("Från", "Skickat", "Till", "Ämne", "den {d} mars 2026 10:00"),
        "Ursprungligt meddelande", "Vidarebefordrat meddelande", "Med vänliga hälsningar", "Telefon",
        ["Tack för samtalet i morse.", "Erbjudandet gäller till slutet av månaden.",
         "Nedan finns siffrorna som du bad om.", "Vi har ännu inte fått det undertecknade formuläret.",
         "Kan du bekräfta beloppet 1 250,00 €?", "Jag ringer tillbaka på torsdag klockan 14.30."]),
    Language(
        "ru", "вт, {d} мар. 2026 г. в 10:00, {n} <{a}>:", "{d} марта 2026 г., в 10:00, {n} <{a}> написал(а):",
        "0{d}.03.2026 10:00, {n} пишет:", ("От", "Отправлено", "Кому", "Тема", "вторник, {d} марта 2026 г. 10:00"),
        "Исходное сообщение", "Пересылаемое сообщение", "С уважением,", "Телефон",
        ["Спасибо за утренний звонок.", "Предложение действует до конца месяца.",
         "Ниже вы найдёте нужные цифры.", "Мы ещё не получили подписанную форму.",
         "Подтвердите, пожалуйста, сумму 1 250,00 €.", "Я перезвоню в четверг в 14:30."]),
    Language(
        "ja", "2026年3月{d}日(火) 10:00 {n} <{a}>:", "2026/03/0{d} 10:00、{n} <{a}>のメール:",
        "On 2026/03/0{d} 10:00, {n} wrote:", ("差出人", "送信日時", "宛先", "件名", "2026年3月{d}日 10:00"),
        "元のメッセージ", "転送メッセージ", "よろしくお願いいたします。", "電話",
        ["今朝はお電話をいただきありがとうございました。", "この提案は月末まで有効です。",
         "ご依頼の数字は以下の通りです。", "署名済みの書類はまだ届いておりません。",
         "金額は1,250ユーロでよろしいでしょうか。", "木曜日の14時30分に折り返しお電話します。"]),
    Language(
        "zh", "{n} <{a}> 于2026年3月{d}日周二 10:00写道：", "2026年3月{d}日 10:00，{n} <{a}> 写道：",
        "在 2026/3/{d} 10:00, {n} 写道:", ("发件人", "发送时间", "收件人", "主题", "2026年3月{d}日 10:00"),
        "原始邮件", "转发的邮件", "此致", "电话",
        ["感谢您今天早上的来电。", "该报价有效期至月底。", "以下是您需要的数字。", "我们还没有收到签好的表格。",
         "请确认金额为1,250.00欧元。", "我会在周四14:30给您回电。"]),
    Language(
        "ar", "في الثلاثاء، {d} مارس 2026 في 10:00 ص تمت كتابة ما يلي بواسطة ‪{n}‬‏ <‪{a}‬‏>:",
        "في {d} مارس 2026، الساعة 10:00، كتب {n} <{a}>:", "في {d}/3/26 10:00، كتب {n}:",
        ("من", "تاريخ الإرسال", "إلى", "الموضوع", "الثلاثاء، {d} مارس 2026 10:00"),
        "الرسالة الأصلية", "رسالة معاد توجيهها", "مع خالص التحية،", "هاتف",
        ["شكرا على اتصالكم هذا الصباح.", "العرض ساري حتى نهاية الشهر.", "تجدون أدناه الأرقام المطلوبة.",
         "لم نستلم النموذج الموقع بعد.", "هل يمكنكم تأكيد المبلغ 1250 يورو؟", "سأعاود الاتصال يوم الخميس الساعة 14:30."]),
    Language(
        "he", "‫בתאריך יום ג׳, {d} במרץ 2026 ב-10:00 מאת ‪{n}‬‏ <‪{a}‬‏>:‬",
        "ב-{d} במרץ 2026, בשעה 10:00, {n} <{a}> כתב/ה:", "בתאריך 0{d}/03/2026 10:00, {n} כתב:",
        ("מאת", "נשלח", "אל", "נושא", "יום שלישי {d} מרץ 2026 10:00"),
        "ההודעה המקורית", "הודעה שהועברה", "בברכה,", "טלפון",
        ["תודה על השיחה הבוקר.", "ההצעה בתוקף עד סוף החודש.", "להלן המספרים המבוקשים.",
         "עדיין לא קיבלנו את הטופס החתום.", "האם תוכל לאשר את הסכום 1,250 יורו?", "אחזור אליך ביום חמישי ב-14:30."]),
]
