"""What sections of news sites are called, by topic: in ten languages, and as Russian sites write them in addresses.

Names of several words come before the words in them ('world cup' is no news of the world).
"""

from __future__ import annotations

SECTIONS = {
    "politics": """
        politics, political news, government, elections, election, parliament, congress, senate, white house, policy,
        политика, власть, выборы, госдума, парламент, внутренняя политика, politika, vlast, vybory,
        politik, innenpolitik, wahlen, wahl, inland, politique, élections, elections, política, elecciones, gobierno,
        politica, elezioni, governo, eleições, governo, polityka, wybory, політика, влада, вибори, siyaset, seçim,
        parlamento, parlement
    """,
    "world": """
        world, world news, international, foreign, foreign affairs, global, europe, asia, africa, middle east,
        americas, latin america, war, war in ukraine, diplomacy, conflicts,
        мир, в мире, мировые новости, международные новости, за рубежом, внешняя политика, международная политика,
        бывший ссср, зарубежье, ближний восток, европа, азия, африка, война, v mire, mir, mezhdunarodnye,
        ausland, welt, aussenpolitik, außenpolitik, international, krieg, monde, internationale, guerre,
        internacional, mundo, el mundo, internazionale, esteri, mondo, dal mondo, świat, swiat, zagranica,
        світ, у світі, за кордоном, війна, dünya, dunya
    """,
    "economy": """
        economy, economics, business, business news, finance, money, markets, companies, industry, real estate, jobs,
        personal finance, energy, stocks, trade,
        экономика, бизнес, финансы, деньги, рынки, компании, промышленность, недвижимость, энергетика, макроэкономика,
        ekonomika, biznes, finansy, dengi, rynki, wirtschaft, finanzen, unternehmen, börse, geld, immobilien,
        économie, economie, entreprises, argent, bourse, economía, economia, negocios, empresas, finanzas, mercados,
        finanza, mercati, aziende, soldi, negócios, negocios, mercado, gospodarka, finanse, economico,
        економіка, бізнес, фінанси, гроші, ekonomi, finans, iş dünyası, is dunyasi
    """,
    "society": """
        society, education, schools, school, transport, transportation, housing, religion, family, community, social,
        higher education, universities, communities,
        общество, образование, транспорт, социальная сфера, религия, семья, школа, жилье, город, регионы, жкх,
        obschestvo, obshchestvo, obrazovanie, transport, gorod, gesellschaft, bildung, schule, verkehr, familie,
        société, societe, éducation, education, transports, sociedad, educación, educacion, transporte,
        società, societa, istruzione, scuola, trasporti, sociedade, educação, educacao, transportes,
        społeczeństwo, spoleczenstwo, edukacja, szkoła, суспільство, освіта, toplum, eğitim, egitim
    """,
    "incidents": """
        crime, crime and courts, courts, law and crime, accidents, incidents, police, emergencies, true crime, justice,
        происшествия, криминал, чп, дтп, суд, суды, силовые структуры, преступность, преступления, аварии,
        proisshestviya, proisshestvija, kriminal, incidents, kriminalität, kriminalitaet, panorama justiz, justiz,
        unfälle, blaulicht, polizei, faits divers, justice, police, sucesos, crimen, tribunales, cronaca,
        cronaca nera, giustizia, crimes, polícia, policia, kryminalne, wypadki, sądy, кримінал, надзвичайні події,
        події, asayiş, asayis, suç
    """,
    "science": """
        science, sciences, space, archaeology, physics, astronomy, science news, research, palaeontology, paleontology,
        наука, космос, археология, наука и космос, исследования, nauka, kosmos, wissenschaft, wissen, weltraum,
        forschung, sciences, espace, recherche, ciencia, espacio, investigación, scienza, scienze, spazio, ciência,
        ciencias, espaço, nauka, kosmos, badania, наука, космос, bilim, uzay
    """,
    "technology": """
        technology, tech, gadgets, internet, ai, artificial intelligence, software, computing, cybersecurity, it,
        digital, startups, science and technology, sci tech, scitech, mobile,
        технологии, техника, интернет, гаджеты, софт, ит, наука и техника, искусственный интеллект, hi tech,
        tehnologii, tekhnologii, tehnika, technik, digital, netzwelt, technologie, technologies, numérique,
        high tech, tecnología, tecnologia, tecnologie, internet e social, технології, інтернет, teknoloji, technologia
    """,
    "health": """
        health, medicine, coronavirus, covid 19, wellbeing, wellness, mental health, healthcare, health news, fitness,
        здоровье, медицина, коронавирус, здравоохранение, zdorove, zdorovie, zdorovye, medicina, meditsina,
        gesundheit, medizin, santé, sante, médecine, salud, medicina, bienestar, salute, sanità, saúde, saude,
        zdrowie, medycyna, здоров'я, здоровя, медицина, sağlık, saglik
    """,
    "culture": """
        culture, arts, art and design, books, film, films, movies, music, theatre, theater, entertainment, television,
        tv, literature, exhibitions, stage, arts and culture, entertainment and arts, media and culture, celebrity,
        культура, кино, музыка, театр, книги, литература, искусство, выставки, шоу бизнес, шоубизнес, афиша,
        kultura, kino, muzyka, teatr, knigi, kultur, feuilleton, musik, bücher, literatur, kunst, film, cinéma,
        musique, livres, spectacles, théâtre, cultura, cine, música, libros, teatro, musica, libri, spettacoli,
        cinema, livros, filmes, kultura, książki, muzyka, культура, кіно, музика, kültür, kultur sanat,
        kültür sanat, sanat, sinema, müzik
    """,
    "sport": """
        sport, sports, football, soccer, tennis, cricket, rugby, golf, basketball, hockey, athletics, cycling,
        formula 1, f1, boxing, olympics, world cup, nfl, nba, nhl, baseball, euro 2028, swimming, rowing,
        спорт, футбол, хоккей, теннис, баскетбол, бокс, олимпиада, фигурное катание, биатлон, единоборства,
        чемпионат мира, futbol, hokkei, khokkey, fußball, fussball, bundesliga, handball, champions league,
        sports, foot, cyclisme, deportes, fútbol, baloncesto, tenis, calcio, sport news, ciclismo, esportes, futebol,
        desporto, piłka nożna, pilka nozna, siatkówka, футбол, спор, spor
    """,
    "environment": """
        environment, climate, climate change, nature, weather, wildlife, animals, climate crisis, sustainability,
        экология, природа, погода, климат, животные, окружающая среда, ekologiya, ekologia, priroda, pogoda,
        umwelt, klima, natur, wetter, tiere, klimawandel, environnement, planète, planete, climat, météo, meteo,
        nature, medio ambiente, clima, naturaleza, el tiempo, tiempo, ambiente, natura, meteo, meio ambiente,
        natureza, środowisko, klimat, pogoda, przyroda, довкілля, клімат, екологія, погода, природа, çevre, cevre,
        iklim, hava durumu
    """,
}
