"""Mails as the clients write them: a reply with a signature over a chain of quoted mails. Every function takes the language, the
newest mail and the quoted ones, and returns the HTML. What each mail says is known, so that a split can be checked."""

import html


def esc(text):
    return html.escape(text, quote=False)


class Mail:
    """One mail of a chain: who wrote it, its paragraphs, and the lines of its signature."""

    def __init__(self, name, address, day, paragraphs, signature):
        self.name = name
        self.address = address
        self.day = day
        self.paragraphs = paragraphs
        self.signature = signature


def fill(form, mail):
    return form.replace("{n}", mail.name).replace("{a}", mail.address).replace("{d}", str(mail.day))


def linked(text, mail):
    """An attribution with its address as a link, as clients write it."""
    return esc(text).replace(esc(mail.address), f'<a href="mailto:{mail.address}">{mail.address}</a>')


def gmail(language, mails, subject):
    mail, rest = mails[0], mails[1:]
    body = "<div><br></div>".join(f"<div>{esc(p)}</div>" for p in mail.paragraphs)
    out = f'<div dir="ltr">{body}<div><br clear="all"></div>'
    if mail.signature:
        lines = "".join(f"<div>{esc(s)}</div>" for s in mail.signature)
        out += (
            '<div><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr">'
            f"{lines}</div></div></div>"
        )
    out += "</div>"
    if rest:
        out += (
            '<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">'
            + linked(fill(language.gmail, rest[0]), rest[0])
            + '<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid '
            'rgb(204,204,204);padding-left:1ex">'
            + gmail(language, rest, subject)
            + "</blockquote></div>"
        )
    return out


WORD_STYLE = """<style><!--
/* Font Definitions */
@font-face {font-family:"Cambria Math"; panose-1:2 4 5 3 5 4 6 3 2 4;}
@font-face {font-family:Calibri; panose-1:2 15 5 2 2 2 4 3 2 4;}
p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0in; font-size:11.0pt; font-family:"Calibri",sans-serif;}
a:link, span.MsoHyperlink {mso-style-priority:99; color:#0563C1; text-decoration:underline;}
span.EmailStyle18 {mso-style-type:personal-reply; font-family:"Calibri",sans-serif; color:windowtext;}
.MsoChpDefault {mso-style-type:export-only; font-size:10.0pt;}
@page WordSection1 {size:8.5in 11.0in; margin:1.0in 1.0in 1.0in 1.0in;}
div.WordSection1 {page:WordSection1;}
--></style><!--[if gte mso 9]><xml>
<o:shapedefaults v:ext="edit" spidmax="1026" />
</xml><![endif]-->"""


def word_paragraph(text):
    return f'<p class=MsoNormal><span style="font-size:11.0pt">{esc(text)}<o:p></o:p></span></p>'


EMPTY_WORD = "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"


def outlook_desktop(language, mails, subject):
    out = (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>'
        '<meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15 '
        '(filtered medium)">' + WORD_STYLE + '</head><body lang=EN-US link="#0563C1" vlink="#954F72"><div class=WordSection1>'
    )
    for index, mail in enumerate(mails):
        if index:
            names = language.headers
            values = (f"{mail.name} <{mail.address}>", fill(names[4], mail), "Chris Example <chris@example.com>", subject)
            colon = " :" if language.code == "fr" else ":"
            out += (
                "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal>"
                + "<br>".join(f"<b>{n}{colon}</b> {esc(v)}" for n, v in zip(names, values))
                + "<o:p></o:p></p></div></div>"
                + EMPTY_WORD
            )
        out += EMPTY_WORD.join(word_paragraph(p) for p in mail.paragraphs) + EMPTY_WORD
        if mail.signature:
            out += word_paragraph(language.closing) + "".join(word_paragraph(s) for s in mail.signature) + EMPTY_WORD
    return out + "</div></body></html>"


def outlook_web(language, mails, subject):
    prefix = ""
    out = '<html><head><style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style></head><body dir="ltr">'
    close = ""
    for index, mail in enumerate(mails):
        if index:
            names = language.headers
            colon = " :" if language.code == "fr" else ":"
            values = (f"{mail.name} <{mail.address}>", fill(names[4], mail), "Chris Example <chris@example.com>", subject)
            out += (
                f'<div id="{prefix}appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1">'
                f'<div id="{prefix}divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">'
                + "<br>".join(f"<b>{n}{colon}</b> {esc(v)}" for n, v in zip(names, values))
                + "</font><div>&nbsp;</div></div><div>"
            )
            close += "</div>"
            prefix += "x_"
        for paragraph in mail.paragraphs:
            out += (
                '<div class="elementToProof" style="font-family: Calibri, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);">'
                f"{esc(paragraph)}</div><div><br></div>"
            )
        if mail.signature:
            out += f'<div id="{prefix}Signature">' + "".join(f"<p>{esc(s)}</p>" for s in mail.signature) + "</div>"
    return out + close + "</body></html>"


def apple(language, mails, subject):
    mail, rest = mails[0], mails[1:]
    out = "<div><br></div>".join(f"<div>{esc(p)}</div>" for p in mail.paragraphs)
    if mail.signature:
        out += '<br><div id="AppleMailSignature" dir="ltr">' + "".join(f"<div>{esc(s)}</div>" for s in mail.signature) + "</div>"
    if rest:
        out += (
            "<div><br><blockquote type=\"cite\"><div>"
            + linked(fill(language.apple, rest[0]), rest[0])
            + '</div><br class="Apple-interchange-newline"><div>'
            + apple(language, rest, subject)
            + "</div></blockquote></div>"
        )
    return out


def apple_page(language, mails, subject):
    return (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body style="word-wrap: '
        'break-word; -webkit-nbsp-mode: space; line-break: after-white-space;" class="">'
        + apple(language, mails, subject)
        + "</body></html>"
    )


def thunderbird(language, mails, subject):
    mail, rest = mails[0], mails[1:]
    out = "".join(f"<p>{esc(p)}</p>\n" for p in mail.paragraphs)
    if mail.signature:
        out += '<pre class="moz-signature" cols="72">-- \n' + "\n".join(esc(s) for s in mail.signature) + "</pre>\n"
    if rest:
        out += (
            f'<div class="moz-cite-prefix">{esc(fill(language.thunderbird, rest[0]))}<br>\n</div>\n'
            '<blockquote type="cite" cite="mid:part1@example.com">\n' + thunderbird(language, rest, subject) + "</blockquote>\n"
        )
    return out


def yahoo(language, mails, subject):
    mail, rest = mails[0], mails[1:]
    out = '<div class="ydp1a2b3c4yahoo-style-wrap" style="font-family:Helvetica Neue, Helvetica, Arial, sans-serif;font-size:13px;">'
    out += "<div><br></div>".join(f'<div dir="ltr" data-setdir="false">{esc(p)}</div>' for p in mail.paragraphs)
    out += "<div><br></div></div>"
    if mail.signature:
        out += f"<div>{esc(language.closing)}</div>" + "".join(f"<div>{esc(s)}</div>" for s in mail.signature)
    if rest:
        out += (
            f'<div id="ydp5d6e7f8yahoo_quoted_{rest[0].day}" class="yahoo_quoted"><div style="font-family:\'Helvetica Neue\', '
            'Helvetica, Arial, sans-serif;font-size:13px;color:#26282a;"><div>'
            + linked(fill(language.gmail, rest[0]), rest[0])
            + "</div><div><br></div><div><br></div><div><div>"
            + yahoo(language, rest, subject)
            + "</div></div></div></div>"
        )
    return out


def proton(language, mails, subject):
    mail, rest = mails[0], mails[1:]
    style = "font-family: Arial, sans-serif; font-size: 14px;"
    out = f'<div style="{style}"><br></div>'.join(f'<div style="{style}">{esc(p)}</div>' for p in mail.paragraphs)
    if mail.signature:
        out += (
            f'<div style="{style}"><br></div><div class="protonmail_signature_block" style="{style}"><div '
            'class="protonmail_signature_block-user">'
            + "".join(f"<div>{esc(s)}</div>" for s in mail.signature)
            + "</div></div>"
        )
    if rest:
        out += (
            f'<div style="{style}"><br></div><div class="protonmail_quote">'
            + linked(fill(language.gmail, rest[0]), rest[0])
            + '<br><br><blockquote class="protonmail_quote" type="cite">'
            + proton(language, rest, subject)
            + "</blockquote><br></div>"
        )
    return out


def zendesk(language, mails, subject):
    out = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><style type="text/css"> table td '
        "{ border-collapse: collapse; } </style></head><body><div style=\"color: #b5b5b5;\">##- Please type your reply above "
        "this line -##</div>"
    )
    for mail in mails:
        out += (
            '<table width="100%" cellpadding="0" cellspacing="0" border="0" role="presentation"><tr><td width="100%" '
            'style="padding: 15px 0; border-top: 1px dotted #c5c5c5;"><table width="100%" cellpadding="0" cellspacing="0" '
            'border="0" role="presentation" style="table-layout:fixed;"><tr><td valign="top" style="padding: 0 15px 0 15px; '
            'width: 40px;"><img width="40" height="40" alt="" src="https://example.com/avatar.png" style="height: auto; '
            'line-height: 100%; outline: none; text-decoration: none; border-radius: 5px;" /></td><td width="100%" '
            'style="padding: 0; margin: 0;" valign="top"><p style="font-family:\'Lucida Grande\',Verdana,sans-serif; font-size: '
            f'15px; line-height: 18px; margin-bottom: 0; margin-top: 0; padding: 0; color:#1b1d1e;"><strong>{esc(mail.name)}'
            f'</strong> (Example Ltd)</p><p style="font-size: 13px; color: #bbbbbb; margin: 0;">Mar {mail.day}, 2026, 10:00 GMT+1</p>'
            '<div class="zd-comment zd-comment-pre-styled" dir="auto">'
            + "".join(f'<p dir="auto">{esc(p)}</p>' for p in mail.paragraphs)
            + "</div></td></tr></table></td></tr></table>"
        )
    return out + "</body></html>"


def front(language, mails, subject):
    mail, rest = mails[0], mails[1:]
    out = "<div><br></div>".join(f"<div>{esc(p)}</div>" for p in mail.paragraphs)
    if mail.signature:
        out += '<div><br></div><div class="front-signature">' + "".join(f"<div>{esc(s)}</div>" for s in mail.signature) + "</div>"
    if rest:
        out += (
            '<br><br><blockquote type="cite" class="front-blockquote">'
            + linked(fill(language.gmail, rest[0]), rest[0])
            + "<br><br>"
            + front(language, rest, subject)
            + "</blockquote>"
        )
    return out


def plain_original(language, mails, subject):
    """A client without quotation marks: `-----Original Message-----` and a block of headers."""
    out = "<html><body>"
    for index, mail in enumerate(mails):
        if index:
            names = language.headers
            values = (f"{mail.name} [mailto:{mail.address}]", fill(names[4], mail), "Chris Example", subject)
            out += f"<br>-----{language.original}-----<br>" + "<br>".join(f"{n}: {esc(v)}" for n, v in zip(names, values)) + "<br><br>"
        out += "<br><br>".join(esc(p) for p in mail.paragraphs) + "<br><br>"
        if mail.signature:
            out += "-- <br>" + "<br>".join(esc(s) for s in mail.signature) + "<br>"
    return out + "</body></html>"


CLIENTS = {
    "gmail": gmail,
    "outlook-desktop": outlook_desktop,
    "outlook-web": outlook_web,
    "apple-mail": apple_page,
    "thunderbird": thunderbird,
    "yahoo": yahoo,
    "proton": proton,
    "zendesk": zendesk,
    "front": front,
    "original-message": plain_original,
}
