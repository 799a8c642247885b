"""Page furniture in German, French, Spanish, Italian, Portuguese, Ukrainian, Polish and Turkish: the commonest kinds.

As in `furniture`, a pattern must match the whole folded line.
"""

# ruff: noqa: E501 - patterns are kept one to a kind

from __future__ import annotations

_NETWORKS = r"(?:telegram\S{0,6}|whatsapp\S{0,6}|instagram\S{0,6}|facebook\S{0,6}|twitter\S{0,6}|youtube\S{0,6}|tiktok\S{0,6}|x|google news|телеграм\S{0,6})"

ASKS = (
    # German
    r"(?:abonnieren sie|abonniere|bestellen sie) (?:jetzt )?(?:unser\w{0,2}|den|hier) .{0,100}|jetzt (?:abonnieren|spenden|anmelden|registrieren).{0,40}",
    r"folgen sie (?:uns|der redaktion) .{0,60}|(?:unterstützen|fördern) sie (?:uns|unser\w{0,2}|unabhängigen|kritischen|freien) .{0,100}|spenden sie (?:jetzt|hier)?.{0,40}",
    r"(?:melden sie sich|jetzt) .{0,30}newsletter.{0,40}(?:an|anmelden)",
    # French
    r"abonnez-vous .{0,80}|inscrivez-vous .{0,30}(?:newsletter|lettre|infolettre).{0,40}|suivez-nous .{0,60}|soutenez (?:nous|notre|une presse|la presse|le journalisme) .{0,80}|"
    r"faites un don.{0,40}|partagez (?:cet article|sur) .{0,40}|déjà abonné.{0,40}",
    # Spanish, Portuguese
    r"suscr[ií]b(?:ase|ete|anse) .{0,80}|s[ií]gu(?:enos|anos|e-nos) (?:en|no) .{0,60}|(?:apoya|apoye|apoie) .{0,20}(?:periodismo|jornalismo) .{0,80}|"
    r"haz(?:te)? (?:una donación|socio).{0,40}|compart[ae] este art[ií]culo.{0,40}|"
    r"ass?ine .{0,20}(?:newsletter|boletim).{0,40}|inscreva-se .{0,60}(?:newsletter|canal|boletim).{0,40}|siga-nos .{0,60}|(?:faça|faca) uma doação.{0,40}",
    # Italian
    r"iscriviti .{0,20}(?:newsletter|canale).{0,60}|seguici (?:su|sui|anche) .{0,60}|sost(?:ieni|enete) (?:il|la|un|l'|noi).{0,10}(?:giornalismo|informazione|stampa|redazione).{0,80}|"
    r"abbonati .{0,60}|condividi (?:questo articolo|su) .{0,40}",
    # Ukrainian
    r"підпи(?:шіться|суйтесь|суйтеся|шись) .{0,100}|підтрим(?:айте|ати) (?:нас|наш\w{0,3}|редакцію|видання|незалежн\w{1,3}) ?.{0,80}|(?:стежте за нами|читайте нас|долучайтесь до нас) .{0,60}|поділитися.{0,30}",
    # Polish
    r"(?:zapisz się|zasubskrybuj|subskrybuj) .{0,60}|(?:wesprzyj|wspieraj) (?:nas|nasz\w{0,3}|niezależne|wolne) ?.{0,80}|obserwuj nas .{0,60}|wpłać darowiznę.{0,40}|udostępnij.{0,30}",
    # Turkish
    r".{0,30}(?:bültenimize|kanalımıza) abone olun.{0,30}|bizi .{0,40}takip edin.{0,20}|(?:bağımsız )?gazetecili\S{1,4} destekle\S{1,4}.{0,60}",
)

FIXTURES = (
    r"(?:lesen sie (?:auch|dazu|mehr)|mehr (?:zum thema|dazu)|siehe auch|à lire (?:aussi|également)|lire aussi|voir aussi|sur le même sujet|lea también|lee también|te puede interesar|"
    r"le(?:er|e) más|leia (?:também|mais)|veja também|leggi anche|(?:per )?approfond\w{2,5}|potrebbe interessarti|читайте також|дивіться також|(?:czytaj|przeczytaj|zobacz) (?:też|także|również|więcej)|"
    r"ayrıca okuyun|ilgili haber\w{0,3}|bunları da okuyun)(?: ?[:|].{0,160})?",
    r"(?:anzeige|werbung|publicité|publicidad|pubblicità|publicidade|reklama|reklam|реклама|annonce|annuncio)",
    r"(?:foto|fotos|crédit photo|photo|imagen|foto de|imagem|bild|bildquelle|fot|zdj|zdjęcie|фото|fotoğraf|quelle)\.? ?[:/] ?\S{1,25}(?: \S{1,25}){0,6}|fot\.? \S{1,25}(?: \S{1,25}){0,4}",
    r"(?:wir|diese (?:website|seite)|nous|ce site|usamos|utilizamos|este sitio|questo sito|utilizziamo|ta strona|używamy|ми|сайт)\b.{0,60}\b(?:cookies?|ciasteczk\w{1,3}|файли cookie|куки)\b.{0,160}",
    r"(?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados|усі права захищені|wszelkie prawa zastrzeżone|tüm hakları saklıdır).{0,60}",
    r"(?:folgen sie|teilen|kommentare?|partager|compartir|condividi|compartilhar|udostępnij|paylaş|поділитися)(?: ?\(?\d{1,5}\)?)?(?: (?:auf|sur|en|su|no|na|на) "
    + _NETWORKS
    + ")?",
)
