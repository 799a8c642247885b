"""Function words by language: articles, pronouns, prepositions, conjunctions, auxiliaries, commonest adverbs."""

from __future__ import annotations

LISTS = {
    "en": """
        a about above after again against all also am an and any are as at be because been before being below
        between both but by can could did do does doing down during each either else ever every few for from
        further had has have having he her here hers herself him himself his how however i if in into is it its
        itself just may me might more most much must my myself neither no nor not now of off on once only or
        other our ours out over own per same shall she should since so some such than that the their theirs them
        themselves then there these they this those though through thus to too under until up upon us very was
        we were what when where whether which while who whom whose why will with within without would yet you
        your yours yourself s t d ll re ve m don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn
        haven hadn
    """,
    "ru": """
        а без более больше будет будто бы был была были было быть в вам вами вас ведь весь во вот все всего всей
        всем всех всю вся вы где да даже для до другой его ее ей ему если есть еще ж же за здесь и из или им ими
        их к как какая какой когда кто ли либо лишь между менее меня мне много мной мною может можно мои мой моя
        мы на над надо нам нами нас наш не него нее ней нельзя нем нет нею ни нибудь никогда ним ними них ничего
        но ну о об однако он она они оно опять от очень перед по под после потом потому почти при про раз разве
        с сам сама сами само свое своего своей своем своих свои свой свою своя себе себя сейчас со совсем так
        также такая такие такой там тебя тем теперь то тогда того тоже той только том тот тут ты у уж уже хоть
        хотя чего чем через что чтобы чье чья эта эти этим этих это этого этой этом этот эту я которая которого
        которое которой котором которому которую которые который которым которых
    """,
    "de": """
        aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist
        da damit dann das dass dein dem den denn der des dessen dich die dies diese diesem diesen dieser dieses
        dir doch dort du durch ein eine einem einen einer eines er es etwas euch euer für gegen gewesen hab habe
        haben hat hatte hatten hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist jede
        jedem jeden jeder jedes jetzt kann kein keine keinen keiner können könnte machen man manche mehr mein
        mich mir mit muss nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit
        sich sie sind so solche soll sollte sondern sonst über um und uns unser unter vom von vor war waren
        warst was weil welche welcher wenn werde werden wie wieder will wir wird wo wurde wurden während zu zum
        zur zwar zwischen
    """,
    "fr": """
        à ai afin alors après au aucun aussi autre autres aux avait avant avec avoir c car ce ceci cela celle
        celles celui ces cet cette ceux chez comme comment d dans de depuis des donc dont du elle elles en
        encore entre est et étaient était été être eu eux fait fois font il ils j je jusqu l la le les leur
        leurs lui m ma mais me même mes moi moins mon n ne ni non nos notre nous on ont ou où par parce pas
        pendant peu peut plus plusieurs pour pourquoi qu quand que quel quelle qui quoi s sa sans se selon sera
        ses si soit son sont sous sur t ta tandis te tes toi ton tous tout toute toutes très tu un une vers vos
        votre vous y
    """,
    "es": """
        a al algo algunos ante antes aquel aquella así aún aunque bajo bien cada casi como con contra cual
        cuando de del desde donde dos durante e el él ella ellas ellos en entre era eran eres es esa esas ese
        eso esos esta está estaba están estas este esto estos fue fueron ha había habían han hasta hay la las le
        les lo los más me mi mientras mis mucho muy nada ni no nos nosotros nuestra nuestro o os otra otras otro
        otros para pero poco por porque pues que qué quien se sea según ser si sí sido sin sobre son su sus
        también tan tanto te tiene tienen todo todos tras tu tus un una unas uno unos y ya yo
    """,
    "it": """
        a ad agli ai al alla alle allo anche ancora aveva avevano avere c che chi ci ciò come con contro cosa
        così cui d da dagli dai dal dalla dalle dallo degli dei del della delle dello dentro di dopo dove due e
        è ed era erano essere fra già gli ha hanno i il in io l la le lei li lo loro lui ma me mentre mi mia mio
        molto ne negli nei nel nella nelle nello no noi non nostro o ogni oltre ora per perché però più poco poi
        prima proprio quale quando quanto quella quelle quelli quello questa queste questi questo qui quindi se
        sé senza si sia sono sopra sotto stata stati stato su sua sue sugli sui sul sulla sulle suo suoi tra tu
        tutta tutti tutto un una uno vi
    """,
    "pt": """
        a à ao aos aquela aquele aqui as às até com como contra da das de dela dele deles depois do dos e é ela
        elas ele eles em entre era eram essa esse esses esta está estão estas estava este estes eu foi foram há
        isso isto já lhe mais mas me mesmo meu minha muito na nas não nas nem no nos nossa nosso num numa o onde
        os ou outra outro para pela pelas pelo pelos por porque qual quando que quem são se sem ser será seu
        seus só sobre sua suas também tem têm ter tinha todos tudo um uma umas uns você
    """,
    "uk": """
        а або але без би був була були було бути в вам вас вже від він вона вони воно все всі всіх ви для до є ж
        же з за зі і із інших її їй їм їх й його йому каже коли котрий ли лише між мене мені ми може можна мій
        на над нам нас наш не неї ні ним них но ну о об один однак от перед після по поки при про раз сам свій
        свої своє своєї свою себе собі та так також такий там те тим тих то тобто того той тому тут ти у уже хто
        це цей ці цієї цього цим цих ця час чи через що щоб як яка яке який якого якої які яких якщо я
    """,
    "pl": """
        a aby ale ani aż bardzo bez być był była było były będzie będą bo by ci co czy dla do gdy gdzie go i ich
        ile im inne innych iż ja jak jako je jednak jego jej jemu jest jestem jeszcze jeśli już każdy kiedy kto
        która które którego której którzy który których którym ku lub ma mi między mnie może można mu my na nad
        nam nas nasz nawet nic nie nich nim niż o od on ona one oni ono oraz po pod podczas ponad przed przez
        przy również się są skąd swoje swój ta tak także tam te tego tej ten też to tu tych tylko tym ty u w we
        więc wiele wszystkich wszystko wy z za zaś ze że żeby
    """,
    "tr": """
        acaba ama ancak aslında bana bazı belki ben beni benim bile bir biraz biri birkaç biz bize bizi bizim
        böyle bu buna bunlar bunu bunun burada çok çünkü da daha de değil diye dolayı en gibi göre hangi hatta
        hem henüz hep her hiç için ile ilgili ise işte kadar karşı kendi kez ki kim kimse mı mi mu mü nasıl ne
        neden nerede o olan olarak oldu olduğu olduğunu olması olmak olur on ona ondan onlar onları onların onu
        onun oysa öyle sadece sanki sen siz son sonra şey şimdi şu şunu tarafından tüm üzere var ve veya ya yani
        yapılan yer yine yok zaten
    """,
    "nl": """
        aan al alle als bij daar dan dat de der deze die dit doch door dus een en er ge geen had heb hebben
        heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen maar me meer men met mij mijn
        moet na naar niet niets nog nu of om omdat onder ons ook op over reeds te tegen toch toen tot u uit uw
        van veel voor want waren was wat werd wezen wie wil worden wordt zal ze zelf zich zij zijn zo zonder zou
    """,
}
