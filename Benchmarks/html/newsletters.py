"""Marketing mail as editors write it: tables in tables, inline styles, media queries, a preheader, Outlook conditionals, pixels."""

HEAD = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<title>{title}</title>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->
<style type="text/css">
body, table, td, a {{ -webkit-text-size-adjust: 100%; -ms-text-size-adjust: 100%; }}
table, td {{ mso-table-lspace: 0pt; mso-table-rspace: 0pt; }}
img {{ -ms-interpolation-mode: bicubic; border: 0; height: auto; line-height: 100%; outline: none; text-decoration: none; }}
.ExternalClass, .ExternalClass p, .ExternalClass span, .ExternalClass font, .ExternalClass td, .ExternalClass div {{ line-height: 100%; }}
.mobile-only {{ display: none; max-height: 0; overflow: hidden; }}
#preview-text {{ display: none !important; mso-hide: all; }}
@media only screen and (max-width: 600px) {{
  .mobile-only {{ display: block !important; max-height: none !important; }}
  .desktop-only {{ display: none !important; }}
  .wrapper {{ width: 100% !important; max-width: 100% !important; }}
  .stack {{ display: block !important; width: 100% !important; }}
}}
@media (prefers-color-scheme: dark) {{ .dark {{ background: #111111 !important; }} .light-only {{ display: none !important; }} }}
</style>
</head>
<body style="margin: 0 !important; padding: 0 !important; background-color: #f4f4f4;">
"""

CELL = """<table border="0" cellpadding="0" cellspacing="0" width="100%" role="presentation" style="border-collapse: collapse;">
<tr><td bgcolor="#ffffff" align="left" style="padding: 20px 30px 20px 30px; color: #666666; font-family: 'Lato', Helvetica, Arial, sans-serif; font-size: 18px; font-weight: 400; line-height: 25px;">
{content}
</td></tr></table>
"""


def letter(random, language, number):
    title = f"{language.sentences[1]} ({number})"
    preview = f"Secretpreview{number} {language.sentences[0]}"
    out = HEAD.format(title=title)
    out += (
        '<div id="preview-text" style="display: none; font-size: 1px; color: #fefefe; line-height: 1px; max-height: 0px; max-width: '
        f'0px; opacity: 0; overflow: hidden;">{preview}' + "&nbsp;&zwnj;" * 60 + "</div>\n"
    )
    out += '<!--[if mso]><table role="presentation" width="600"><tr><td><![endif]-->\n'
    out += '<center class="wrapper" style="width:100%;table-layout:fixed;"><table border="0" cellpadding="0" cellspacing="0" width="100%"><tr><td align="center">'
    seen = []
    for section in range(random.randint(6, 14)):
        sentences = [random.choice(language.sentences) for _ in range(random.randint(2, 6))]
        words = f"Sec{number}x{section}"
        seen.append(words)
        content = f'<h2 style="font-size: 24px; font-weight: 700; margin: 0;">{words} {sentences[0]}</h2>\n'
        for sentence in sentences:
            content += (
                '<p style="margin: 0 0 16px 0; color: #666666; font-family: Lato, Helvetica, Arial, sans-serif; font-size: 16px; '
                f'line-height: 24px;">{sentence} <strong style="color:#111111;">{words}</strong>&nbsp;&mdash; {sentence}</p>\n'
            )
        link = f"https://click.example.com/?qs={random.getrandbits(256):064x}&amp;utm_source=news&amp;utm_campaign={number}"
        content += (
            '<table border="0" cellspacing="0" cellpadding="0" role="presentation"><tr><td align="center" style="border-radius: 3px;" '
            f'bgcolor="#FFA73B"><a href="{link}" target="_blank" style="font-size: 20px; font-family: Helvetica, Arial, sans-serif; '
            "color: #ffffff; text-decoration: none; padding: 15px 25px; border-radius: 2px; border: 1px solid #FFA73B; display: "
            'inline-block;">OK</a></td></tr></table>\n'
        )
        if section % 3 == 0:
            content += (
                f'<img src="https://img.example.com/{random.getrandbits(128):032x}.jpg" width="540" alt="Image {number} {section}" '
                'style="display: block; width: 100%; max-width: 540px; min-width: 100px;" border="0">\n'
                f'<div class="mobile-only">Hiddenmobile{number}</div>\n'
            )
        if section % 5 == 4:
            content += '<table border="1"><thead><tr><th>Item</th><th align="right">Price</th></tr></thead><tbody>'
            for row in range(4):
                content += f"<tr><td>Item {row}</td><td align=right>{random.randint(1, 999)}.00</td></tr>"
            content += "</tbody></table>"
        out += CELL.format(content=content)
    out += "</td></tr></table></center><!--[if mso]></td></tr></table><![endif]-->\n"
    out += f'<img src="https://track.example.com/open?id={random.getrandbits(128):032x}" width="1" height="1" alt="pixel" style="display:block">'
    return out + "</body></html>", seen, [f"Secretpreview{number}", f"Hiddenmobile{number}"]
