"""Words and phrases that open a sentence by pointing at the one before it, by language.

WORDS are split by spaces, PHRASES by bars. `summarizer.readability.opener_exceptions` holds what only looks like them.
"""

from __future__ import annotations

WORDS = {
    "en": (
        "he she it they his hers her their theirs its him them this that these those but however and also so or "
        "nor yet meanwhile instead then thus therefore moreover furthermore otherwise besides still such both "
        "neither either afterwards afterward nevertheless nonetheless likewise similarly additionally "
        "consequently hence indeed another others conversely accordingly subsequently secondly thirdly elsewhere"
    ),
    "ru": (
        "он она оно они его ее её их ему ей им этот эта эти это этого этой этих этому этим эту тот та те такой "
        "такая такое такие однако но а и или также тоже поэтому потому затем потом тогда так зато ведь впрочем "
        "причем причём притом наконец иначе далее итак следовательно оба обе там туда оттуда отсюда во-первых "
        "во-вторых в-третьих действительно наоборот напротив остальные другой другая другие другое кстати "
        "впоследствии параллельно одновременно аналогично взамен"
    ),
    "uk": (
        "він вона воно вони його її їх їхній їхня їхні йому їй їм цей ця це ці цього цієї цих цю той та ті такий "
        "така таке такі однак але а і й або також теж тому потім тоді так проте зате адже втім нарешті отже "
        "водночас натомість там туди звідти зокрема по-перше по-друге по-третє справді навпаки обидва обидві "
        "інший інша інші решта щоправда згодом далі"
    ),
    "de": (
        "er sie es ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner dieser diese dieses diesen diesem "
        "jener jene jenes jenen aber doch und auch jedoch oder sondern denn deshalb deswegen daher darum dann "
        "danach davor dort dorthin so dazu dabei damit dagegen dafür daran darauf daraus darin darüber davon "
        "dadurch hinzu hierzu hierfür außerdem ausserdem zudem trotzdem allerdings dennoch inzwischen unterdessen "
        "währenddessen stattdessen somit folglich beide weiter zugleich gleichzeitig schließlich anschließend "
        "andererseits hingegen ebenso ihnen ihm ihn solche solcher solches erstens zweitens drittens "
        "beispielsweise nämlich ferner überdies daraufhin"
    ),
    "fr": (
        "il elle ils elles son sa ses leur leurs ce cet cette ces cela ceci ça celui celle ceux celles mais et ou "
        "aussi or donc pourtant cependant ensuite puis alors ainsi toutefois enfin néanmoins parallèlement là-bas "
        "lui autrement inversement"
    ),
    "es": (
        "él ella ello ellos ellas su sus este esta esto estos estas ese esa eso esos esas aquel aquella aquellos "
        "aquellas pero y e o también tampoco entonces luego después así además mientras asimismo aun ambos ambas "
        "otro otra otros otras allí ahí finalmente posteriormente paralelamente igualmente ésta éste éstos ésas "
        "ése"
    ),
    "it": (
        "egli lui lei essi esse loro ella esso essa questo questa questi queste quello quella quelli quelle ciò "
        "ma e o anche però tuttavia quindi poi allora così inoltre infatti invece intanto dunque pertanto perciò "
        "entrambi entrambe altri altre neppure nemmeno lì là successivamente infine analogamente ed eppure"
    ),
    "pt": (
        "ele ela eles elas seu sua seus suas este esta isto estes estas esse essa isso esses essas aquele aquela "
        "aquilo aqueles aquelas mas e ou também tampouco porém contudo todavia então depois assim além entretanto "
        "enquanto ambos ambas outro outra outros outras lá ali portanto posteriormente finalmente igualmente "
        "nisso nesse nessa nesses nessas neste nesta disso desse dessa deles delas dele dela"
    ),
    "pl": (
        "on ona ono oni one jego jej ich jemu im ten ta to te ci tego tej tych temu tę tym taki taka takie tacy "
        "ale a i oraz lub także też również jednak jednakże dlatego potem wtedy wówczas tak więc natomiast "
        "ponadto tymczasem zatem tam stamtąd obaj obie oboje inni inne inny inna zaś bowiem następnie później "
        "poza podobnie niemniej ostatecznie stąd zresztą dodatkowo pozostali pozostałe"
    ),
    "tr": (
        "o onlar onun onların ona onu ondan onlara bu bunlar bunun bunu buna bundan bunların şu şunlar ama fakat "
        "ancak ve veya ya da de ayrıca sonra böylece yine üstelik dolayısıyla oysa çünkü böyle öyle orada oradan "
        "diğer diğerleri ikisi nitekim örneğin kısacası"
    ),
}

PHRASES = {
    "en": (
        "inside,|outside,|yes,|no,|mostly|mainly|not really|exactly|absolutely|right,|"
        "in addition|as a result|for example|for instance|in fact|in contrast|by contrast|"
        "on the other hand|at the same time|after that|the same|the latter|the pair|the duo|the trio|"
        "the two|the move|the decision|in turn|in response|in return|in the meantime|"
        "in the process|in other words|in short|as such|even so|even then|what's more|what is more|"
        "more importantly|not only that|on top of that|to that end|to this end|to make matters worse|"
        "since then|by then|until then|back then|from there|from then|at the time|at that time|"
        "at that point|at this point|in doing so|by doing so|for one thing|for his part|for her part|"
        "for their part|for its part|that said|having said that|as for|as well|there,|here,|here are|"
        "here is|here's|here’s|what’s more|one of the two|another of|"
        "the following day|the next day|the day before|days later|hours later|weeks later|months later|"
        "years later|a day later|a week later|a month later|a year later|minutes later|moments later|"
        "shortly afterwards|shortly after that|soon after,|not so|only then|perhaps that|if so|if not|"
        "second,|third,|first,|finally,|worse still|better still|on the contrary|despite that|"
        "despite this|with that|because of this|because of that|along with that|all of this|all this|"
        "all that|all these|all those|much of that|much of this|part of this|part of that|the above|"
        "the result is|the result was|same goes|no wonder|little wonder|hers"
    ),
    "ru": (
        "последний,|последняя,|последние,|внутри|снаружи|да,|нет,|чаще всего|конечно,|разумеется|"
        "безусловно|пожалуй|именно,|вряд ли|"
        "при этом|кроме того|в то же время|в частности|например|к тому же|более того|тем не менее|"
        "таким образом|после этого|до этого|по ее словам|по её словам|по его словам|по их словам|"
        "в этой связи|в связи с этим|в свою очередь|с другой стороны|с одной стороны|вместе с тем|"
        "тем временем|между тем|помимо этого|помимо того|из-за этого|для этого|об этом|вместо этого|"
        "именно поэтому|именно он|именно она|именно они|именно это|именно этот|именно эта|именно эти|"
        "именно так|именно там|именно тогда|сам он|сама она|сами они|он же|она же|они же|тот же|та же|"
        "те же|то же|туда же|там же|тогда же|тем самым|с тех пор|еще один|еще одна|еще одно|еще одним|"
        "еще одной|еще двое|еще трое|еще два|еще две|еще три|еще несколько|ещё один|ещё одна|ещё одно|"
        "ещё одним|ещё одной|ещё двое|ещё трое|ещё два|ещё две|ещё три|ещё несколько|в ответ|"
        "в результате|в итоге|со своей стороны|по сути|проще говоря|другими словами|иными словами|"
        "в противном случае|в любом случае|в таком случае|на этом фоне|на следующий день|на другой день|"
        "в тот же день|в тот день|днем ранее|днём ранее|через день|через час|через неделю|через месяц|"
        "через год|спустя час|спустя неделю|в первую очередь|всё это|все это|всех их|всё равно|тогда как|"
        "не только он|даже он|только он|только она|лишь он|как оказалось|как выяснилось|как бы то ни было|"
        "дело в том|правда,|второй —|речь идет|речь идёт|вот и|вот почему|вот только|судя по всему|"
        "согласно ему|как раз|то есть|в числе прочего|среди прочего|в числе последних|"
        "что же касается|так же|в ходе этого|к слову|соответственно,|позже|позднее|при том"
    ),
    "uk": (
        "при цьому|крім того|до того ж|таким чином|після цього|за його словами|за її словами|"
        "за їхніми словами|за їх словами|тим часом|тим не менш|у той же час|в той же час|у той самий час|"
        "разом із тим|разом з тим|у зв'язку з цим|у зв’язку з цим|у свою чергу|своєю чергою|з іншого боку|"
        "про це|на це|для цього|через це|саме тому|саме він|саме вона|саме вони|саме це|ще один|"
        "ще одна|ще одне|ще двоє|ще двох|ще троє|ще дві|ще два|ще три|у відповідь|в результаті|"
        "у результаті|наступного дня|того ж дня|цього ж дня|на думку експерта|на його думку|на її думку|"
        "тоді ж|там же|той же|та ж|ті ж|все це|усе це|з тих пір|відтоді|йдеться про|як виявилося|"
        "більше того|до речі|крім цього|понад те|замість цього|зі свого боку|по суті|пізніше|наприклад"
    ),
    "de": (
        "zum beispiel|im gegensatz dazu|auf der anderen seite|darüber hinaus|im gegenzug|im anschluss|"
        "in der folge|aus diesem grund|zur gleichen zeit|zur selben zeit|vor allem aber|nicht zuletzt|"
        "am tag darauf|tags darauf|kurz darauf|kurz danach|wenig später|einen tag später|ein jahr später|"
        "wenige tage später|seither|seitdem|bis dahin|bis heute aber|das ist|das war|das sei|das hat|"
        "das sind|das soll|das wird|das wäre|das habe|das heißt|das bedeutet|das gilt|das macht|"
        "das sagte|das zeigt|das gleiche|dasselbe|derselbe|dieselbe|letzterer|letztere|letzteres|"
        "ein weiterer|eine weitere|weitere|die beiden|der andere|die andere|die anderen|ein anderer|"
        "eine andere|andere|nach eigenen angaben|alle drei|alle vier|einer von ihnen|eine von ihnen|"
        "mehr noch|mit anderen worten|im übrigen|hinzu kommt|grund dafür|grund ist|die entscheidung|"
        "der schritt|die maßnahme|demnach|demzufolge|auf die frage|immerhin|zwar|wie er|wie sie"
    ),
    "fr": (
        "en effet|par exemple|en outre|de plus|par ailleurs|au contraire|en revanche|en conséquence|"
        "par conséquent|d'autre part|d’autre part|à son tour|de son côté|pour sa part|de leur côté|"
        "selon lui|selon elle|selon eux|d'après lui|d’après lui|d'après elle|d’après elle|"
        "pendant ce temps|dans le même temps|au même moment|c’est|c’était|c'est|c'était|tous deux|"
        "toutes deux|tous les deux|les deux|l'autre|l’autre|les autres|d’autres|un autre|une autre|"
        "ce dernier|cette dernière|ces derniers|le lendemain|la veille|quelques jours plus tard|"
        "un an plus tard|une heure plus tard|peu après|après quoi|pour autant|malgré cela|malgré tout|"
        "à cet effet|à cette occasion|à ce titre|à ce stade|dans ce cas|dans ce contexte|"
        "dans ces conditions|pour cette raison|pour cela|parmi eux|parmi elles|l'un d'eux|l’un d’eux|"
        "l'une d'elles|l’une d’elles|la décision|une décision|en cause|y compris|résultat|de même|"
        "du coup|à l'époque|à l’époque|le même|la même|les mêmes|interrogé|interrogée|autrement dit|"
        "quant à|idem|depuis,|d'autres"
    ),
    "es": (
        "sin embargo|por ejemplo|por eso|por ello|por lo tanto|por tanto|no obstante|en cambio|"
        "por otra parte|por otro lado|por su parte|a su vez|de hecho|en consecuencia|como resultado|"
        "al mismo tiempo|mientras tanto|en concreto|en particular|es decir|en este sentido|en ese sentido|"
        "a pesar de ello|a pesar de esto|pese a ello|para ello|con ello|según él|según ella|según ellos|"
        "a su juicio|en su opinión|los dos|las dos|el otro|la otra|los otros|las otras|los demás|"
        "uno de ellos|una de ellas|entre ellos|entre ellas|el mismo|la misma|al día siguiente|"
        "un día después|días después|horas después|meses después|años después|más tarde|desde entonces|"
        "hasta entonces|preguntado|preguntada|este último|esta última|la decisión|la medida|"
        "de esta manera|de este modo|de esa forma|todo ello|todo esto|todo eso|lo mismo|en respuesta|"
        "en total contraste|es más|aun así|aún así|ahora bien|ni siquiera|en definitiva|como consecuencia|"
        "por último|en segundo lugar|en primer lugar|no solo eso|tras ello|tras esto|tras eso"
    ),
    "it": (
        "il suo|la sua|i suoi|le sue|il loro|la loro|i loro|le loro|per esempio|ad esempio|per questo|"
        "di conseguenza|nel frattempo|allo stesso tempo|al contrario|d'altra parte|d’altra parte|"
        "dall'altra parte|da parte sua|a sua volta|a suo avviso|secondo lui|secondo lei|secondo loro|"
        "di fatto|in particolare|in questo modo|in questo caso|in questo senso|dopo di che|poco dopo|"
        "il giorno dopo|un anno dopo|qualche giorno dopo|da allora|i due|le due|gli altri|le altre|"
        "l'altro|l’altro|l'altra|l’altra|un altro|un'altra|un’altra|uno di loro|una di loro|tra loro|"
        "lo stesso|la stessa|quest'ultimo|quest’ultimo|quest'ultima|quest’ultima|la decisione|la mossa|"
        "nonostante ciò|malgrado ciò|a causa di ciò|in altre parole|in risposta|tutto questo|tutto ciò|"
        "ecco perché|vale a dire|in secondo luogo|in primo luogo|non solo|ciononostante|ciò nonostante|"
        "c'è di più|in effetti|a tal fine"
    ),
    "pt": (
        "o seu|a sua|os seus|as suas|"
        "no entanto|por exemplo|por isso|além disso|por outro lado|por sua vez|de fato|de facto|"
        "ao mesmo tempo|em consequência|como resultado|ainda assim|mesmo assim|apesar disso|com isso|"
        "para isso|segundo ele|segundo ela|segundo eles|na sua opinião|os dois|as duas|o outro|a outra|"
        "os outros|as outras|os demais|um deles|uma delas|entre eles|entre elas|o mesmo|a mesma|"
        "no dia seguinte|um dia depois|dias depois|horas depois|meses depois|anos depois|mais tarde|"
        "desde então|até então|questionado|questionada|este último|esta última|a decisão|a medida|"
        "dessa forma|desta forma|desse modo|deste modo|tudo isso|em resposta|em particular|ou seja|"
        "em outras palavras|por fim|em primeiro lugar|em segundo lugar|em seguida|em contrapartida|"
        "a seu ver|da parte dele|por conseguinte|na altura|na ocasião|até lá|à época"
    ),
    "pl": (
        "na przykład|poza tym|w efekcie|z kolei|mimo to|w ten sposób|w tym czasie|w tym samym czasie|"
        "jednocześnie|jego zdaniem|jej zdaniem|ich zdaniem|według niego|według niej|według nich|po tym|"
        "przed tym|od tego czasu|od tamtej pory|w rezultacie|w związku z tym|z tego powodu|co więcej|"
        "mało tego|oprócz tego|w dodatku|z drugiej strony|ze swojej strony|kolejny|kolejna|kolejne|"
        "jeden z nich|jedna z nich|wśród nich|następnego dnia|dzień później|kilka dni później|"
        "godzinę później|rok później|ten sam|ta sama|to samo|ci sami|ten ostatni|decyzja ta|pytany|"
        "pytana|zapytany|zapytana|innymi słowy|w odpowiedzi|wszystko to|mimo tego|pomimo to|"
        "w szczególności|po pierwsze|po drugie|po trzecie|krótko potem|tuż po tym|chodzi o|dzięki temu|"
        "przy tym|tym samym|tym bardziej|w konsekwencji|w takim przypadku"
    ),
    "tr": (
        "bu nedenle|bunun üzerine|öte yandan|buna karşın|buna rağmen|bu arada|bu sırada|bu yüzden|"
        "bunun için|bunun yanı sıra|bununla birlikte|ertesi gün|daha sonra|o zaman|o dönem|o gün|"
        "o sırada|ne var ki|bir diğer|bir başka|başka bir|diğer yandan|aynı zamanda|aynı gün|"
        "aynı şekilde|ona göre|onlara göre|her ikisi|her iki|bunlardan biri|onlardan biri|söz konusu|"
        "karar,|başka bir deyişle|tüm bunlar|bütün bunlar|oysa ki|buna göre|buna ek olarak|bu kapsamda|"
        "bu çerçevede|bu durum|bu karar|sonuç olarak|yanı sıra|birincisi|ikincisi"
    ),
}
