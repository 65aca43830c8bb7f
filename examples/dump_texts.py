"""What the people of the example dump say. Everybody and everything here is made up."""

AGENTS = [
    ["A01", "Zoé Exemple", "zoe@example.com", "sales-fr", "Speaks “français” & English"],
    ["A02", "Jürgen Beispiel", "juergen@example.com", "sales-de", "Bonus: 250 €"],
    ["A03", "José Muestra", "jose@example.com", "support-es", "Team lead, mañana shift"],
    ["A04", "Sample Agent", "sample@example.com", "support-en", ""],
    ["A05", "Agnès Modèle", "agnes@example.com", "support-fr", "Works from home – Fridays"],
]

CONTACTS = [
    ("Demo Caller", "US", "Asks for \"the manager\""),
    ("Chloé Specimen", "FR", "Prefers mornings; no calls after 18:00"),
    ("مثال عربي", "AE", "يفضل البريد الإلكتروني"),
    ("例 太郎", "JP", "毎週月曜日に連絡"),
    ("Łucja Przykład", "PL", ""),
    ("Örnek Kişi", "TR", "Two lines:\nsecond line"),
    ("Παράδειγμα Ένα", "GR", ""),
    ("Пример Первый", "BG", "ID checked, 2026-01-05"),
    ("Muster, Max", "DE", "Surname first, with a comma"),
    ("Voorbeeld van der Test", "NL", ""),
    ("Esempio D'Esempio", "IT", "Apostrophe"),
    ("Exemplo São João", "BR", ""),
    ("Näyte Henkilö", "FI", ""),
    ("Sample \"Sam\" Person", "GB", "Nickname in quotes"),
    ("Smiley 😀 Tester", "CA", "Signs with 🎉"),
    ("Příklad Dvořák", "CZ", ""),
    ("Pavyzdys Vienas", "LT", ""),
    ("דוגמה אחת", "IL", ""),
    ("예시 하나", "KR", ""),
    ("ตัวอย่าง หนึ่ง", "TH", ""),
    ("Primjer Prvi", "HR", ""),
    ("Minta Péter", "HU", ""),
    ("Eksempel Åse", "NO", ""),
    ("Exempel Ö", "SE", ""),
]

# {time} in an id is the call's start, as some telephone systems name their calls.
CALLS = [
    {"id": "C-0001", "campaign": "Spring", "voice": "en", "notes": "Wants the offer, \"in writing\"",
     "speech": "Good morning, this is a made up call for an example. You asked for our offer in writing. I will send it today."},
    {"id": "1aaa-{time}", "campaign": "Printemps, été", "voice": "fr", "notes": "Rappeler après l'été",
     "speech": "Bonjour, ceci est un appel inventé. Vous préférez que je vous rappelle après l'été. C'est noté, merci."},
    {"id": "C-0003", "campaign": "Spring", "voice": "de", "notes": "Fragt nach Gebühren; will vergleichen",
     "speech": "Guten Tag, dies ist ein erfundenes Gespräch. Die Gebühren stehen in der Preisliste, die ich Ihnen schicke."},
    {"id": "C-0004", "campaign": "", "voice": "es", "notes": "",
     "speech": "Buenos días, esta es una llamada inventada. Su cuenta de ejemplo está activa desde hoy."},
    {"id": "2bbb-{time}", "campaign": "Win back", "voice": "en", "notes": "Two lines:\r\nsecond line of the note",
     "speech": "Hello, you have reached the example company. This call is recorded for quality. How can I help you?"},
    {"id": "été-0006", "campaign": "Printemps, été", "voice": "fr", "notes": "Accents: é è ê ë",
     "speech": "Bonjour, votre dossier numéro six est complet. Il ne manque plus rien."},
    {"id": "C-0007", "campaign": "Spring", "voice": "en", "notes": "شكرا جزيلا",
     "speech": "Thank you for calling back. I have added your note to the file, exactly as you said it."},
    {"id": "C-0008", "campaign": "Spring", "voice": "en", "notes": "ありがとうございます 🎉",
     "speech": "There are risks, and you can lose money. Please read the notice before you decide. Do you have any questions?"},
    {"id": "3ccc-{time}", "campaign": "Win back", "voice": "de", "notes": "Kein Interesse",
     "speech": "Vielen Dank für das Gespräch. Ich trage ein, dass Sie nicht mehr angerufen werden möchten."},
    {"id": "C-0010", "campaign": "Spring", "voice": "en", "notes": "Voicemail",
     "speech": "You have reached the voice mail of a person that does not exist. Please leave a message after the tone."},
    {"id": "C-0011", "campaign": "A/B \\ test", "voice": "es", "notes": "Barra invertida \\ y \"comillas\"",
     "speech": "Gracias por su paciencia. Le envío el contrato de ejemplo por correo."},
    {"id": "C-0012", "campaign": "Spring", "voice": "en", "notes": "Last call of the day",
     "speech": "That was the last call of the day. Good night, and thank you for listening to this example."},
]  # fmt: skip

# Language, subject, and lines: (from the customer?, text).
CHATS = [
    ("en", "Card not accepted", [
        (True, "Hi, my card was refused, ticket {n}"), (False, "Sorry to hear that. Which message did you see?"),
        (True, "It said \"declined, code 05\""), (False, "Please try again now, it works on our side."), (True, "It works, thanks 👍")]),
    ("fr", "Frais de retrait", [
        (True, "Bonjour, quels sont les frais de retrait ?"), (False, "Bonjour ! Aucun frais jusqu'à 1 000 €, puis 0,5 %."),
        (True, "D'accord, merci beaucoup.")]),
    ("ar", "سؤال عن الحساب", [
        (True, "مرحبا، كيف أغير كلمة المرور؟"), (False, "أهلا بك. افتح الإعدادات، ثم \"الأمان\"، ثم كلمة المرور."),
        (True, "شكرا جزيلا 🌟"), (False, "على الرحب والسعة")]),
    ("ja", "口座について", [
        (True, "こんにちは。口座番号 {n} の残高を教えてください。"), (False, "本人確認のため、登録した\nメールアドレスをお願いします。"),
        (True, "contact@example.com です"), (False, "ありがとうございます。確認しました。"), (True, "助かりました🙇")]),
    ("de", "Vertrag kündigen", [
        (True, "Hallo, ich möchte kündigen."), (False, "Das ist schade. Darf ich fragen, warum?"),
        (True, "Zu teuer; anderswo 3,50 € günstiger."), (False, "Ich leite es weiter, Nr. {n}.")]),
    ("en", "Delivery, address change", [
        (True, "New address:\n1 Example Street\nTestville"), (False, "Thank you, it is changed.")]),
    ("es", "Información", [
        (True, "¿Qué riesgo tiene el producto?"), (False, "Puede perder todo el capital invertido. Lea el aviso antes de decidir."),
        (True, "¿Y si pierdo más?"), (False, "No, nunca más de lo invertido."), (True, "Vale, gracias"), (False, "A usted. ¡Buen día! 😊")]),
    ("en", "", [
        (True, "👋"), (False, "Hello! How can we help?"), (True, "👨‍👩‍👧 plan?"), (False, "Yes, the family plan is 3 for 2, see https://www.example.com/plans?a=1&b=2")]),
    ("pl", "Pytanie", [
        (True, "Dzień dobry, gdzie jest moja paczka?"), (False, "Dzień dobry, wysłana wczoraj, numer {n}.")]),
    ("en", "Complaint", [
        (True, "Third time I ask: where is my refund?!"), (False, "I am sorry. It was sent today."),
        (True, "OK.\r\n\r\nI will wait, then.")]),
]  # fmt: skip

# Subject and lines as in CHATS; paragraphs are parted by an empty line.
MAILS = [
    ("Your offer {n}", [
        (False, "Dear customer,\n\nplease find our offer {n} below. The price is 1 200 €, valid for 14 days.\n\nYou can lose money; read the notice first."),
        (True, "Thank you.\n\nIs there a discount for 2 years?"), (False, "Yes, 5 % for two years, 8 % for three.")]),
    ("Question about fees, account {n}", [
        (True, "Hello,\n\nwhat does \"custody fee\" mean on my statement?"), (False, "Hello,\n\nit is what the bank asks for keeping your papers: 0.1 % a year.")]),
    ("Réclamation n° {n}", [
        (True, "Bonjour,\n\nje n'ai toujours pas reçu mon remboursement.\n\nCordialement"), (False, "Bonjour,\n\nle virement est parti ce matin ; il arrive sous 48 heures."),
        (True, "Parfait, merci !"), (False, "Avec plaisir. Bonne journée !")]),
    ("News for March", [
        (False, "Three new example products\n\nLower fees from April\n\nMeet us at the Example Fair")]),
    ("口座開設のご案内 {n}", [
        (False, "お客様\n\n口座開設の書類をお送りします。"), (True, "ありがとうございます。確認します。")]),
    ("استفسار {n}", [
        (True, "مرحبا،\n\nمتى تفتحون أبوابكم؟"), (False, "من التاسعة صباحا حتى السادسة مساء.")]),
]  # fmt: skip

AFFILIATES = [
    ["1234", "Example Partners Ltd", "Sample Manager", "2023-11-03", "France", "CySEC;FCA", "@monthly"],
    ["1235", "Muster & Söhne GmbH", "Sample Manager", "2024-01-15", "Germany", "BaFin", "@weekly"],
    ["1236", "Exemple, Fils et Cie", "Autre Exemple", "2022-06-30", "France", "AMF;ACPR", "@daily"],
    ["1237", "例株式会社", "Sample Manager", "2025-04-01", "Japan", "FSA", "@weekly"],
    ["1238", "شركة مثال", "Sample Manager", "2021-09-12", "United Arab Emirates", "DFSA", "0 6 * * 1"],
    ["AF-77", "Test \"Reviews\" Inc", "Autre Exemple", "", "", "FCA", "@monthly"],
    ["AF-78", "Blog Beispiel", "Autre Exemple", "2026-02-28", "Austria", "FMA", "@yearly"],
    ["AF-79", "Muestra Media SL", "Sample Manager", "2020-02-29", "Spain", "CNMV", "@hourly"],
]

PROPERTIES = [
    ["P-001", "https://www.example.com", "Website", "@weekly", "1234"],
    ["P-002", "https://blog.example.com/reviews?lang=en&page=1", "Website", "@weekly", "1234"],
    ["P-003", "https://social.example.com/@example-partners", "Instagram", "@daily", "1234"],
    ["P-004", "https://muster.example.net", "Website", "@monthly", "1235"],
    ["P-005", "https://video.example.net/c/muster", "Youtube", "@daily", "1235"],
    ["P-006", "https://www.example.org/fr/comparatif", "Website", "@weekly", "1236"],
    ["P-007", "https://social.example.org/exemple", "Facebook", "@weekly", "1236"],
    ["P-008", "https://www.example.com/jp/", "Website", "@weekly", "1237"],
    ["P-009", "https://www.example.com/ar/", "Website", "0 6 * * 1", "1238"],
    ["P-010", "https://reviews.example.net/top-10", "Website", "@monthly", "AF-77"],
    ["P-011", "https://reviews.example.net/a,b", "Website", "@monthly", "AF-77"],
    ["P-012", "https://lost.example.net", "Website", "@weekly", "9999"],
    ["P-013", "https://blog.example.org/at", "Website", "@yearly", "AF-78"],
    ["", "https://media.example.com/es", "Website", "@hourly", "AF-79"],
    ["P-015", "https://video.example.com/muestra", "Youtube", "@hourly", "AF-79"],
]
