"""Mails as Outlook, Gmail, Apple Mail and a newsletter tool write them, and as plain text.

Each function takes a mail and the earlier ones of its thread, newest first, and returns its text ("" where the CRM kept
only the HTML) and its HTML ("" where it kept only the text).
"""

from html import escape


def paragraphs(body):
    return [escape(part, quote=False).replace("\n", "<br>") for part in body.split("\n\n")]


def outlook(mail, history):
    """Word's HTML: conditional comments, MsoNormal, <o:p>, the quoted head under a blue line."""
    lines = "\r\n".join(f'<p class="MsoNormal">{part}<o:p></o:p></p>' for part in paragraphs(mail["body"]))
    name = escape(mail["sender"][1])
    signature = (
        '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\r\n<p class="MsoNormal">Kind regards,<o:p></o:p></p>\r\n'
        f'<p class="MsoNormal"><b><span style="font-size:10.0pt;color:#1F497D">{name}</span></b><o:p></o:p></p>\r\n'
        '<p class="MsoNormal"><span style="font-size:9.0pt">Example Company | +1 555 0100 | www.example.com</span><o:p></o:p></p>'
    )
    quoted = "".join(outlook_quote(earlier) for earlier in history)
    return "", (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">\r\n<head>\r\n'
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n'
        "<!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]-->\r\n"
        '<style><!--\r\np.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}\r\n--></style>\r\n'
        f'</head>\r\n<body lang="EN-US" link="#0563C1" vlink="#954F72">\r\n<div class="WordSection1">\r\n{lines}\r\n{signature}\r\n'
        f"{quoted}</div>\r\n</body>\r\n</html>\r\n"
    )


def outlook_quote(mail):
    sent = mail["when"].strftime("%A, %d %B %Y %H:%M")
    lines = "\r\n".join(f'<p class="MsoNormal">{part}<o:p></o:p></p>' for part in paragraphs(mail["body"]))
    return (
        '<div>\r\n<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">\r\n<p class="MsoNormal">'
        f"<b>From:</b> {escape(mail['sender'][1])} &lt;{mail['sender'][0]}&gt;<br>\r\n<b>Sent:</b> {sent}<br>\r\n"
        f"<b>To:</b> {'; '.join(mail['to'])}<br>\r\n<b>Subject:</b> {escape(mail['subject'])}<o:p></o:p></p>\r\n</div>\r\n</div>\r\n"
        f'<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\r\n{lines}\r\n'
    )


def gmail(mail, history):
    """<div dir="ltr">, the signature behind "-- ", the quote in gmail_quote."""
    body = "".join(f"<div>{part}</div><div><br></div>" for part in paragraphs(mail["body"]))
    name = escape(mail["sender"][1])
    signature = (
        '<span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">'
        f'<div dir="ltr"><b>{name}</b><div>Example Company</div></div></div>'
    )
    quoted = ""
    for earlier in reversed(history):
        when = earlier["when"].strftime("%a, %b %d, %Y at %I:%M %p")
        who = f'{escape(earlier["sender"][1])} &lt;<a href="mailto:{earlier["sender"][0]}">{earlier["sender"][0]}</a>&gt;'
        quoted = (
            f'<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On {when} {who} wrote:<br></div>'
            '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">'
            f'<div dir="ltr">{"<br><br>".join(paragraphs(earlier["body"]))}</div>{quoted}</blockquote></div>'
        )
    return "", f'<div dir="ltr">{body}{signature}</div>{quoted}'


def apple(mail, history):
    """The body's own word-wrap style, the quote in blockquote type="cite"."""
    body = "<div><br></div>".join(f"<div>{part}</div>" for part in paragraphs(mail["body"]))
    name = escape(mail["sender"][1])
    quoted = ""
    for earlier in reversed(history):
        when = earlier["when"].strftime("%d %b %Y, at %H:%M")
        quoted = (
            f'<div><br><blockquote type="cite"><div>On {when}, {escape(earlier["sender"][1])} &lt;{earlier["sender"][0]}&gt; wrote:</div>'
            f'<br class="Apple-interchange-newline"><div>{"<br><br>".join(paragraphs(earlier["body"]))}</div>{quoted}</blockquote></div>'
        )
    return "", (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head>'
        '<body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">'
        f'{body}<div><br><div id="AppleMailSignature" dir="ltr">{name}<br>Sent from my iPhone</div></div>{quoted}</body></html>'
    )


def newsletter(mail, history):
    """Nested layout tables, a hidden preheader, a tracking pixel, buttons and the way out."""
    cells = "\n".join(
        f'<tr><td style="padding:12px 24px;font-family:Arial,sans-serif"><h2 style="margin:0">{part}</h2>'
        f'<p>Read more about it <a href="https://www.example.com/news?utm_source=mail&amp;n={at}">on our page</a>.</p></td></tr>'
        for at, part in enumerate(paragraphs(mail["body"]), 1)
    )
    return "", (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
        '<html><head><meta charset="utf-8"><title>Newsletter</title><style>@media only screen { .wide { width: 100% !important } }</style></head>\n'
        '<body style="margin:0;background:#f4f4f4">\n<div style="display:none;max-height:0;overflow:hidden">Preview that only the list of mails shows &zwnj;&nbsp;&zwnj;&nbsp;</div>\n'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">\n'
        '<table class="wide" role="presentation" width="600" cellpadding="0" cellspacing="0" style="background:#ffffff">\n'
        '<tr><td><img src="https://www.example.com/logo.png" width="120" alt="Example Company"></td></tr>\n'
        f"{cells}\n"
        '<tr><td align="center"><a href="https://www.example.com/start" style="background:#0a7;color:#fff;padding:10px">Start&nbsp;now</a></td></tr>\n'
        '<tr><td style="font-size:11px;color:#888">You get this mail as a customer. <a href="https://www.example.com/unsubscribe">Unsubscribe</a> &middot; '
        "&copy; 2026 Example Company</td></tr>\n</table>\n</td></tr></table>\n"
        '<img src="https://www.example.com/open.gif" width="1" height="1" alt="">\n</body></html>\n'
    )


def plain(mail, history):
    """No HTML at all: the quote behind ">"."""
    text = mail["body"]
    for earlier in history[:1]:
        when = earlier["when"].strftime("%Y-%m-%d %H:%M")
        quoted = "\n".join(f"> {line}".rstrip() for line in earlier["body"].split("\n"))
        text += f"\n\nOn {when}, {earlier['sender'][1]} wrote:\n{quoted}"
    return text, ""


# By thread: the newsletter falls on the mails that are one.
STYLES = [outlook, gmail, apple, newsletter, plain, gmail]
