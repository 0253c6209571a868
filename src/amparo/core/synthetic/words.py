"""Surnames and given names of Peru by origin, commonest first, and the parts that compose more of them.

The lists are general knowledge of the language, not a register: no name here points at anybody.
"""

import itertools
from collections.abc import Iterable, Iterator

SPANISH_SURNAMES = """
García Rodríguez Flores Sánchez Rojas Ramos Díaz Torres López Pérez Gonzales Vásquez Ramírez Mendoza Chávez Castillo
Espinoza Fernández Gutiérrez Castro Vargas Ruiz Cruz Romero Martínez Salazar Reyes Gómez Medina Hernández Silva Herrera
Morales Rivera Álvarez Ortiz Guerrero Campos Córdova Aguilar Vega Paredes Delgado Cárdenas Valdivia Jiménez Zapata Soto
Peña Palomino Ríos Guevara Salas Cabrera Carrasco León Alvarado Montes Suárez Acosta Villanueva Cáceres Bautista Núñez
Villegas Navarro Moreno Arias Bravo Miranda Aguirre Carbajal Velásquez Valencia Zevallos Ayala Contreras Lozano Tello
Cornejo Saavedra Ponce Calderón Alarcón Benites Pacheco Montenegro Escobar Guzmán Meza Castañeda Bustamante Solís Luna
Zambrano Correa Padilla Molina Dávila Figueroa Cueva Marín Ortega Peralta Tapia Villalobos Arce Sandoval Quiroz Barrios
Rosales Ochoa Caballero Lara Vera Escalante Pineda Galarza Cortez Chacón Ávila Olivera Leiva Mejía Pinedo Tafur Becerra
Murillo Carranza Espejo Urbina Ibáñez Barreto Pizarro Almeida Maldonado Valverde Rengifo Arévalo Panduro Vela Ruelas
Bermúdez Bernal Blanco Burgos Bustos Camacho Cano Carrillo Casas Cerna Céspedes Cisneros Coronado Cuadros Cuba Domínguez
Durán Enríquez Estrada Fajardo Farfán Franco Fuentes Gallardo Gálvez Gamarra Garay Garrido Gil Godoy Grados Granados
Guerra Hidalgo Huerta Hurtado Infante Izquierdo Jara Jaramillo Juárez Lazo Ledesma Lescano Linares Llanos Loayza Lobatón
Lucero Macedo Málaga Manrique Marroquín Mendívil Merino Mesías Monzón Mora Moscoso Muñoz Negrón Nieto Obregón Olivares
Ordóñez Orellana Oré Ormeño Osorio Otero Palacios Pantoja Pardo Parra Pastor Patiño Paz Perea Polo Portilla Portocarrero
Prado Quevedo Quintana Quintanilla Rebaza Reátegui Retamozo Requejo Revilla Riveros Robles Rodas Rosas Rubio Sáenz Salcedo
Saldaña Salinas Samaniego Santillán Santos Segura Serrano Sierra Sifuentes Sotelo Sotomayor Tejada Tenorio Terrones Toledo
Trujillo Ubillús Ugarte Uribe Urrutia Valdez Valenzuela Valera Valladares Vallejos Varela Vélez Venegas Vergara Vidal
Vilchez Villacorta Villar Villarreal Viera Yáñez Yarlequé Zamora Zárate Zavala Zegarra Zúñiga Zubiate Zorrilla Amaya
Alegría Alfaro Amado Andrade Angulo Aranda Araujo Arenas Arévalo Arellano Arrieta Arroyo Asencio Astete Balbín Ballón
Baldeón Barrera Barrientos Bazán Bedoya Bejarano Beltrán Berríos Borja Briceño Bueno Burga Cajas Canales Candia Carhuaz
Carpio Casanova Casapía Castellanos Cavero Celis Centeno Cervantes Chirinos Cevallos Colán Collantes Cortijo Cotrina
Crespo Cubas Cuenca Dextre Echevarría Elera Escudero Esquivel Estrella Eyzaguirre Falcón Febres Fonseca Frías Gaitán
Galindo Gallegos Galván Gaviria Grández Guillén Henríquez Heredia Hinostroza Hoyos Iglesias Jáuregui Lamas Landa Laredo
Lavado Lecca Lizárraga Llerena Luján Luque Luyo Maguiña Manco Marcelo Mariños Márquez Matos Mayorga Melgar Melgarejo
Meléndez Mercado Mestanza Millones Mogollón Montalvo Montoya Morán Mori Mosquera Nolasco Noriega Novoa Olaya Oliva Olórtegui
Ocampo Oblitas Odar Oliden Oroya Oviedo Paiva Palma Pareja Parodi Pasco Paulino Pedraza Peláez Peñaloza Pimentel Pintado
Pinto Pomareda Porras Pozo Puelles Pulido Purizaca Querevalú Quesada Quijano Quiñones Quirós Rabanal Rado Ramal Rentería
Rico Rincón Risco Rivas Rivadeneyra Roca Roldán Roncal Rondón Rueda Sagástegui Salvatierra Sarmiento
Sevilla Sigüenza Solano Solórzano Soria Tamayo Távara Tejeda Temoche Tirado Toro Tovar Trigoso Tuesta Urquizo Urteaga
Valderrama Valle Vásconez Velarde Vences Verástegui Vicente Vigo Villafuerte Villalta Vivanco Vizcarra Yépez Yovera Zela
"""
QUECHUA_SURNAMES = """
Quispe Huamán Condori Cárhuas Huanca Ccori Puma Huaraca Huarcaya Ñahui Ccahuana Auccapuma Cusi Cusihuamán Sullca Sulca
Tacuri Taipe Tito Quintasi Inga Yupanqui Túpac Poma Pomahuacre Pumayauri Guamán Huamaní Huayta Huaytalla Huallpa Hualpa
Huayhua Huaylla Huaranca Huachaca Huachos Huarancca Ccopa Ccoyllo Ccanto Cconislla Ccallo Ccama Challco Chahua Champi
Chanca Chancahuaña Chillitupa Chipana Chuquihuanga Chuquillanqui Chuquimango Cóndor Condorhuamán Cosi Ichpas Illa Illanes
Janampa Lloclla Llacta Llactahuamán Llancay Llanto Llantoy Lliuya Mallma Mallqui Mayta Mayhua Mitma Ninahuamán Ninaquispe
Ñaupari Oscco Ocsa Orcco Pacco Paccaya Paco Pallarco Palomares Parco Pari Pariona Paucar Paucarcaja Pauccar Pillaca Pillco
Pocco Puchuri Pullo Quichca Quicaño Quillahuamán Quillca Quintanya Quiñonez Rimachi Ripa Romaní Saire Sairitupac
Sallo Saldívar Sauñe Singuña Soncco Soto Sumalave Suca Surco Taco Tanta Tantahuilca Tarco Tarqui Tenorio Tincopa Tinco
Tintaya Toccto Tomaylla Ttito Ttupa Tupayachi Uchu Uchuypoma Unsihuay Urbano Urco Usca Uscamayta Uscata Vilca Vilcapoma
Vilcahuamán Vilcas Yana Yanqui Yalle Yarasca Yauri Yaulli Yauyo Yucra Yupa Zevallos Ancco Anco Ancasi Antay Anyosa Apari
Aquise Aroni Astocaza Astuhuamán Atao Atauje Atauchi Aucca Auccasi Auqui Ayquipa Ayma Cahua Cahuana Cajavilca Callañaupa
Callo Carhuancho Carhuapoma Carhuaricra Carhuavilca Cayllahua Caytuiro Ccasa Ccente Ccencho Choquehuanca Cuno Curi
Curasi Curo Cutipa Espinal Huacac Huacho Huallanca Huaringa Huarsaya Huasasquiche Huaycha Huayllani Huillca
"""
AYMARA_SURNAMES = """
Mamani Choque Apaza Ticona Calisaya Chambi Chura Flores Limachi Laura Layme Machaca Mayta Marca Nina Pari Quenta Sucari
Tito Vilca Yana Alanoca Alejo Ajrota Anahua Añamuro Aro Aruquipa Arocutipa Atencio Ayque Cahuaya Calla Callata Canaza
Canqui Carcausto Catacora Ccallata Cutipa Charca Charaja Choquecota Choquehuayta Choquemamani Chuquimia Chucuya Coaquira
Coarita Colque Condo Copa Cotrado Curasi Gutiérrez Huaquisto Hualpa Huanacuni Huarachi Huayta Illacutipa Inquilla Jilaja
Jinchuña Jahuira Lupaca Llano Luque Maquera Mamanchura Mollinedo Monroy Nina Ordoño Paucara Paxi Paye Pilco Poma Quecara
Quelca Quiñonez Sarmiento Sacaca Sarza Suaquita Supo Tapara Tarqui Ticahuanca Tintaya Toque Tonconi Turpo Tuco Uchasara
Umiña Uturunco Velarde Vilcanqui Viza Yapo Yapuchura Yujra Zapana Zela
"""
AMAZONIAN_SURNAMES = """
Ahuanari Shapiama Tamani Chota Yaicate Tapullima Amasifuén Sangama Shupingahua Huansi Shahuano Taricuarima Manuyama
Inuma Aquituari Canaquiri Murayari Yahuarcani Pacaya Huaymacari Ipushima Arirama Maytahuari Caritimari Curitima Icahuate
Lancha Ahuite Apagueño Asipali Cahuaza Cachique Canayo Cariajano Catashunga Chanchari Chistama Cumapa Curinuqui
Cushicari Fasabi Fasanando Guerra Huayunga Huiñapi Isuiza Ijuma Inapi Isminio Izuiza Lavi Macahuachi Macuyama Manihuari
Manizari Mozombite Nashnato Nuribe Ojaicuro Pashanasi Pizango Pisango Pinchi Pinshi Puscan Salas Satalaya Sinarahua Sinti
Shuña Shahuarama Shiguango Shimbucat Tanchiva Tangoa Tapayuri Tenazoa Tuanama Tuituy Upiachihua Vásquez Yuimachi Yumbato
Yuyarima Zumaeta Ampush Antich Atamain Bashian Chamik Chumpi Chuin Dekentai Entsakua Jempekit Kajekui Kuja Mantu Nampag
Petsa Sejekam Shawit Taijin Tsamajain Tsejem Ugkum Wajush Yagkikat Yampis Camaiteri Chanchamayo Chiricente Ampichi Sharivo
Shironqui Quinchori Quinticuari Mahuanca Ñaco Shareva Casanto Catari Chimanca Huaroc Maynas Barbarán Maldi Roque Rengifo
Silvano Ochavano Soria Vásques Maynas Picota Pisco Nolorbe Mahua Rucoba Ramírez Valera Sinuiri Cauper Inuma Panaifo Agustín
"""
FEMALE_NAMES = """
María Rosa Ana Carmen Luz Juana Julia Elena Flor Martha Gloria Sonia Yolanda Elizabeth Milagros Patricia Lucía Nélida
Gladys Norma Maritza Teresa Marleny Nancy Mónica Silvia Olga Vilma Victoria Esther Sara Ruth Noemí Raquel Rebeca Magdalena
Margarita Isabel Cecilia Claudia Carolina Diana Daniela Fiorella Gabriela Jessica Karina Karen Katherine Kelly Lizbeth
Liliana Lisbeth Lourdes Luisa Mariela Maribel Marisol Melissa Mercedes Miriam Nadia Natalia Nataly Nelly Paola Pamela
Pilar Roxana Sandra Shirley Soledad Susana Vanessa Verónica Violeta Virginia Viviana Yessenia Yanina Yesica Yenny Yuliana
Zoila Zenaida Wendy Yaneth Yudith Ximena Valeria Valentina Camila Sofía Mía Luana Antonella Alessandra Brianna Kiara Nicole
Ariana Abigail Dayana Emily Fernanda Guadalupe Jimena Kimberly Luciana Maricielo Mayra Naomi Nayeli Renata Romina Samantha
Sheyla Tatiana Thalía Yamile Zoe Adela Adriana Agripina Aida Alejandra Alejandrina Alicia Amanda Amelia América Andrea
Ángela Angélica Antonia Aurelia Aurora Bárbara Basilia Beatriz Benedicta Berta Betty Blanca Brenda Brígida Cándida Carla
Carlota Casilda Catalina Celestina Celia Cirila Clara Clementina Concepción Consuelo Corina Cristina Dalila Delia Delfina
Deysi Dina Dolores Dominga Dora Dorotea Edith Elsa Elva Emilia Emperatriz Enma Erika Ermelinda Estefanía Estela Eufemia
Eugenia Eulalia Eva Evangelina Fabiola Fátima Felícita Felipa Flora Florencia Florentina Francisca Genoveva Georgina Gisela
Graciela Gregoria Griselda Haydée Herlinda Hermelinda Hilda Hortensia Ida Inés Ingrid Irene Irma Iris Isidora Ivonne
Jacqueline Janet Jenny Jhoana Josefa Josefina Juanita Justina Karla Laura Leandra Leonor Leonarda Leticia Lidia Lila Lina
Lorena Lorenza Lucila Lucrecia Luzmila Macedonia Magaly Manuela Marcela Marcelina Margot Mariana Marina Maruja
Matilde Máxima Mirtha Modesta Narcisa Natividad Nicolasa Nieves Nilda Nora Octavia Ofelia Olinda Paula Paulina Petronila
Primitiva Priscila Prudencia Ramona Reyna Rita Rocío Rosalía Rosalinda Rosario Rosaura Rufina Sabina Salomé Santosa Saturnina
Serafina Simona Sixta Sofía Tania Teodora Teófila Tomasa Trinidad Úrsula Valentina Valeriana Vicenta Wilma Yasmín Yovana
Zulema Killa Sumaq Urpi Illari Sami Wayra Nayra Qori Ñusta Sisa Munay Chaska Achikilla Suyana Wara Panchi Tika Yari Sani
"""
MALE_NAMES = """
José Luis Juan Carlos Jorge Víctor Miguel Manuel César Pedro Julio Jesús Segundo Roberto Ángel Alberto Antonio Fernando
Walter Edwin Percy Wilmer Wilder Marco Raúl Óscar Javier Eduardo Enrique Ricardo Francisco Alejandro Alfredo Andrés Arturo
David Daniel Edgar Eduar Elmer Ernesto Felipe Félix Freddy Gabriel Gerardo Gilberto Gonzalo Gustavo Héctor Henry Hernán Hugo
Iván Jaime Jefferson Jhon Jhonatan Joel Jonathan Josué Kevin Leonardo Lucas Lorenzo Marcos Mario Martín Mateo Matías Mauricio
Max Moisés Nelson Néstor Nicolás Noé Omar Orlando Pablo Paul Rafael Ramiro Rodrigo Rolando Rubén Samuel Santiago Santos
Sebastián Sergio Thiago Tomás Wilfredo William Yhon Abel Abelardo Abraham Adrián Adolfo Agustín Alan Albino Alcides Aldo
Alex Alexander Alexis Alfonso Amadeo Américo Anderson Anselmo Aníbal Apolinario Ariel Armando Arnaldo Artemio Augusto
Aurelio Axel Bartolomé Basilio Benigno Benito Benjamín Bernabé Bernardino Bernardo Braulio Brayan Bruno Camilo Cayetano
Celestino Christian Cipriano Ciro Claudio Clemente Cosme Crisóstomo Cristian Cristóbal Damián Darwin Delfín Demetrio Diego
Dionisio Domingo Donato Edilberto Edison Efraín Eladio Eleuterio Elías Eliseo Eloy Emerson Emiliano Emilio Erick Esteban
Eugenio Eulogio Eusebio Evaristo Ever Fabián Fabricio Fausto Faustino Feliciano Fidel Florencio Florentino Franco Franklin
Fredy Fulgencio Gaspar Genaro Germán Gerson Gian Gregorio Guillermo Gumercindo Heber Heriberto Herminio Hermógenes Hilario
Hipólito Honorato Humberto Ignacio Isaac Isaías Isidro Ismael Israel Jacinto Jairo Jeremías Jerónimo Jerson Jhordan Joaquín
Jordan Juvenal Justo Lázaro Leandro Leoncio Leonel Leonidas Lino Liam Lisandro Lucio Luciano Macario Marcelino Marcelo Marcial
Mariano Melchor Melitón Modesto Napoleón Narciso Nazario Nemesio Nicanor Nilton Norberto Octavio Olegario Pascual Pastor
Patricio Paulino Piero Plácido Porfirio Primitivo Quintín Rafael Ramón Raymundo Reynaldo René Richard Rigoberto Robinson
Rodolfo Rogelio Román Romualdo Ronald Rosendo Rufino Ruperto Salomón Salvador Samir Saturnino Saúl Severino Silverio Silvestre
Simeón Simón Teodoro Teófilo Timoteo Toribio Uriel Valentín Valerio Vicente Vidal Virgilio Vladimir Wálter Washington Wilson
Yerson Yordi Zacarías Zenón Inti Amaru Túpac Illapa Wayra Rumi Sinchi Kusi Yawar Kuntur Atoc Pachacútec Sayri Wari Anka Tupaq
"""

_QUECHUA_HEADS = """
Condor Huaman Puma Quispe Vilca Chuqui Nina Carhua Paucar Poma Yana Cusi Sulca Tupac Atau Auca Huayna Llacta Mayta
Ccori Huanca Ancco Rimac Yupan Huayta Ccapa Llanqui Chumbi Manco Huaranca
"""
_QUECHUA_TAILS = """
huaman puma vilca poma nina paucar huayta cusi yauri ccori rimachi mayta tupa cancha marca llacta huanca sonco capcha
quispe condor allpa yupa chaqui huasi quilla cocha pata
"""
_AYMARA_HEADS = """
Choque Mama Apaza Tico Chura Lima Copa Laura Cala Jahui Yapu Uru Pacha Quela Sucu Turpo Cuti Vilca Wanca Illa Marca
Ajro
"""
_AYMARA_TAILS = """
pata huanca mamani cota chura marca quisi nuni cata hua llata pari condo callo limachi yujra
"""
_AMAZON_HEADS = """
Ahua Shapi Tapu Yai Mana Mura Taric Canaq Inu Icahua Shuping Pacan Cariti Curi Macu Tuan Yahuar Sang Amasi Cachi Upia
Chanch Nashi Ojai Satal Huay Puri Isui
"""
_AMAZON_TAILS = """
nari ama cate llima yama yari uarima iri ma te macari cani tima que hua achi nato curo aya unga ango
"""
_SPANISH_HEADS = """
Al Bar Ben Bal Car Cas Cor Cal Del Es Fer Fon Gal Gar Gon Gran Her Hin Lan Lar Lo Mal Man Mar Men Mon Mor Nav Ol Or
Pal Par Pe Per Que Ral Ri Ro Sal San Ser Sol Tor Val Var Vel Ver Vil Zal Zam Zar
"""
_SPANISH_MIDDLES = """
a ba be ca ce da de di ga la le li lo ma me mi na ne ni ra re ri ta te ti va ve vi
"""
_SPANISH_TAILS = """
do da ño les res nes rio ro ra no na les to ta zo za ndo sco llo lla jo ja rte nza
"""
_FEMALE_HEADS = """
Ana Mari Rosa Luz Yeni Jhas Kari Dani Yuli Mile Lisbe Nori Fani Gisse Deli Rubi Yoha Meli Shei Evel Ayde Brise Clari
Dora Esme Flori Glori Haide Ilse Juli Keli Lore Mayli Nati
"""
_FEMALE_TAILS = """
lia line liz mar belle tza ssa dith nda lina riela lisa ncy sela mira vania yda rly seth nery
"""
_MALE_HEADS = """
Jhon Wil Ed Yor Rob Fran Eli Jef Den Hen Mar Joel Ner Rol Ever Yon Cris Der Alex Ron Adel Bel Cle Dar Ethan Fid Gil
Harl Is Kel Leon Mil Nil Osm
"""
_MALE_TAILS = """
mer win son ler dy zon ber nel ton der vin ner sito ald ey rick mar dan mir vid
"""


def surnames(origin: str, count: int) -> list[str]:
    """`count` different surnames of an origin ("spanish", "quechua", "aymara", "amazonian"), commonest first."""
    real, parts = _SURNAMES[origin]
    return _take(itertools.chain(real.split(), _compose(*parts)), count)


def given_names(sex: str, count: int) -> list[str]:
    """`count` different given names for "female" or "male", commonest first."""
    real, parts = _GIVEN[sex]
    return _take(itertools.chain(real.split(), _compose(*parts)), count)


def listed(kind: str, key: str) -> int:
    """How many of the "surname"s of an origin, or of the "given" names of a sex, come from a list."""
    real, _ = (_SURNAMES if kind == "surname" else _GIVEN)[key]
    return len(set(real.split()))


def _take(names: Iterable[str], count: int) -> list[str]:
    found = list(itertools.islice(dict.fromkeys(names), count))
    if len(found) < count:
        raise ValueError(f"only {len(found)} names can be made")
    return found


def _compose(*texts: str) -> Iterator[str]:
    """Every combination of one part of each list, in an order that mixes the first parts."""
    parts = [text.split() for text in texts]
    ways = [list(range(len(part))) for part in parts[1:]]
    for rest in itertools.product(*ways):
        for number, head in enumerate(parts[0]):
            yield head + "".join(part[(way + number) % len(part)] for part, way in zip(parts[1:], rest, strict=True))


_SURNAMES = {
    "spanish": (SPANISH_SURNAMES, (_SPANISH_HEADS, _SPANISH_MIDDLES, _SPANISH_TAILS)),
    "quechua": (QUECHUA_SURNAMES, (_QUECHUA_HEADS, _QUECHUA_TAILS)),
    "aymara": (AYMARA_SURNAMES, (_AYMARA_HEADS, _AYMARA_TAILS)),
    "amazonian": (AMAZONIAN_SURNAMES, (_AMAZON_HEADS, _AMAZON_TAILS)),
}
_GIVEN = {
    "female": (FEMALE_NAMES, (_FEMALE_HEADS, _FEMALE_TAILS)),
    "male": (MALE_NAMES, (_MALE_HEADS, _MALE_TAILS)),
}
