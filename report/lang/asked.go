package lang

// Asked says what was asked of each kind of target, and what was entered. A
// report has the sentences of the kinds that stand in it, and no others.
type Asked struct {
	Kinds map[string]string
	// Marked, Partly and Unmarked say whether questions carried an identifier
	// by which the provider finds them: all of them, some, or none.
	Marked   string
	Partly   string
	Unmarked string
}

// AskedKinds is the order in which kinds are told.
var AskedKinds = []string{"http", "ws", "tcp", "tls", "dns", "smtp", "imap", "pop3", "ssh", "icmp", "rdap", "push", "statement"}

var askedFrench = Asked{
	Kinds: map[string]string{
		"http":      "Page (HTTP)\u00a0: chaque question est partie par HTTP/1.1, ou par HTTP/2 là où l’annexe C dit qu’il a été offert et que le serveur l’a choisi, avec les champs Host, User-Agent, Accept\u00a0: */*, Accept-Encoding\u00a0: identity, Cache-Control\u00a0: no-cache, Connection\u00a0: close et X-Constat-Id, puis ceux que sa configuration ajoute ou met à leur place (annexe C). Aucun témoin de navigation n’a été gardé, aucune redirection suivie, sauf là où l’annexe C le dit\u00a0; chacune a alors été inscrite avec son adresse, et rien de ce qui ouvre un accès n’a été envoyé ailleurs. Ont été inscrits le code de réponse, les champs retenus de l’en-tête, la longueur et l’empreinte SHA-256 du contenu.",
		"ws":        "Prise web (WebSocket, RFC 6455)\u00a0: l’ouverture a été demandée par HTTP/1.1 avec le champ X-Constat-Id, un «\u00a0ping\u00a0» envoyé et son «\u00a0pong\u00a0» attendu. Ont été inscrits le code de réponse et ce qui est revenu.",
		"tcp":       "Port (TCP)\u00a0: une connexion a été demandée, sur laquelle rien n’a été dit. A été inscrit si elle s’est établie, et en combien de temps.",
		"tls":       "Chiffrement (TLS)\u00a0: une négociation chiffrée a été demandée. Ont été inscrits la version, les certificats présentés avec leur échéance, et l’attestation de leur autorité (OCSP) si le serveur l’a jointe.",
		"dns":       "Nom (DNS)\u00a0: les enregistrements d’un nom ont été demandés au serveur de noms que désigne l’adresse. Ont été inscrits son code de réponse et ces enregistrements.",
		"smtp":      "Courrier (SMTP)\u00a0: le serveur a été salué et, là où l’adresse le dit, il lui a été demandé s’il accepterait un message pour un destinataire. Aucun message ne lui a été remis. Ont été inscrits les codes et le texte de ses réponses.",
		"imap":      "Boîtes (IMAP)\u00a0: l’accueil du serveur et ses capacités ont été demandés, sans ouvrir de session. Ont été inscrites ses réponses.",
		"pop3":      "Boîtes (POP3)\u00a0: l’accueil du serveur et ses capacités ont été demandés, sans ouvrir de session. Ont été inscrites ses réponses.",
		"ssh":       "Accès (SSH)\u00a0: l’identification du serveur a été demandée, sans ouvrir de session. Elle a été inscrite.",
		"icmp":      "Écho (ICMP)\u00a0: un écho a été demandé à la machine. A été inscrit s’il est revenu, et en combien de temps.",
		"rdap":      "Domaine (RDAP)\u00a0: il a été demandé au registre ce qu’il tient du nom de domaine. Ont été inscrits l’échéance, les états et les serveurs de noms, et rien des personnes. La liste des registres a pu être relue une fois par jour seulement.",
		"push":      "Travail (signalement)\u00a0: rien n’a été demandé\u00a0; un travail devait appeler l’instrument à chaque intervalle, à une adresse connue de lui. A été inscrit, à chaque échéance, si un appel était venu dans l’intervalle et le délai qui la précédaient, et si le dernier le disait réussi ou non. Rien d’autre de ce qu’il a dit n’a été gardé. Un temps où l’instrument n’a pas écouté sans interruption ne compte pas\u00a0; un appel perdu en chemin ne se distingue pas d’un appel qui n’a pas été fait.",
		"statement": "Publication du fournisseur (HTTP)\u00a0: sa page d’état, ses avis ou ses conditions ont été demandés de la même façon qu’une page, avec l’en-tête X-Constat-Id, et leur contenu conservé la première fois et à chaque changement. Ces réponses n’entrent dans aucune disponibilité.",
	},
	Marked:   "Chaque question portait un identifiant propre (en-tête X-Constat-Id, colonne probe_id de data/observations.csv). Un fournisseur dont les journaux retiennent cet en-tête peut y retrouver ces questions, aux heures dites, et y constater l’absence de celles qui n’auraient pas été posées.",
	Partly:   "Chaque question posée par HTTP ou par WebSocket portait un identifiant propre (en-tête X-Constat-Id, colonne probe_id de data/observations.csv). Un fournisseur dont les journaux retiennent cet en-tête peut y retrouver ces questions, aux heures dites, et y constater l’absence de celles qui n’auraient pas été posées. Les questions posées autrement n’en portaient pas\u00a0: le fournisseur ne peut les reconnaître qu’à l’heure et à l’adresse d’où elles venaient.",
	Unmarked: "Aucune question posée à ces cibles ne portait d’identifiant propre\u00a0: le fournisseur ne peut les reconnaître dans ses journaux qu’à l’heure et à l’adresse d’où elles venaient.",
}

var askedEnglish = Asked{
	Kinds: map[string]string{
		"http":      "Page (HTTP): each question left by HTTP/1.1, or by HTTP/2 where annex C says that it was offered and the server chose it, with the fields Host, User-Agent, Accept: */*, Accept-Encoding: identity, Cache-Control: no-cache, Connection: close and X-Constat-Id, then those that its configuration adds or puts in their place (annex C). No cookie was kept and no redirect followed, except where annex C says so; each was then entered with its address, and nothing that lets in was sent elsewhere. Entered were the status, the fields kept of the header, and the length and SHA-256 digest of the content.",
		"ws":        "Web socket (WebSocket, RFC 6455): it was asked for by HTTP/1.1 with the field X-Constat-Id, a ping was sent and its pong awaited. Entered were the status and what came back.",
		"tcp":       "Port (TCP): a connection was asked for, over which nothing was said. Entered was whether it was made, and in what time.",
		"tls":       "Encryption (TLS): an encrypted handshake was asked for. Entered were the version, the certificates shown and when they end, and what their authority says of them (OCSP) where the server sent it along.",
		"dns":       "Name (DNS): the records of a name were asked of the name server that the address designates. Entered were its response code and those records.",
		"smtp":      "Mail (SMTP): the server was greeted and, where the address says so, asked whether it would take a message for a recipient. No message was given to it. Entered were the codes and the text of its replies.",
		"imap":      "Mailboxes (IMAP): the greeting of the server and what it can do were asked for; nobody logged in. Entered were its replies.",
		"pop3":      "Mailboxes (POP3): the greeting of the server and what it can do were asked for; nobody logged in. Entered were its replies.",
		"ssh":       "Access (SSH): the identification of the server was asked for; nobody logged in. It was entered.",
		"icmp":      "Echo (ICMP): an echo was asked of the machine. Entered was whether it came back, and in what time.",
		"rdap":      "Domain (RDAP): the registry was asked what it holds of the domain name. Entered were its end, its states and its name servers, and nothing of persons. The list of registries may have been read once a day only.",
		"push":      "Job (reporting in): nothing was asked; a job had to call the instrument at each interval, at an address known to it. Entered at each due time was whether a call had come in the interval and the grace before it, and whether the last one said that the job had succeeded or not. Nothing else of what it said was kept. A time in which the instrument did not listen without a break does not count; a call lost on its way cannot be told from one that was not made.",
		"statement": "Word of the provider (HTTP): its status page, its notices or its terms were asked for as a page is, with the header X-Constat-Id, and what they held was kept the first time and at each change. These answers count in no availability.",
	},
	Marked:   "Each question carried an identifier of its own (header X-Constat-Id, column probe_id of data/observations.csv). A provider whose logs keep that header can find these questions there, at the times stated, and see the absence of any that were not asked.",
	Partly:   "Each question put by HTTP or by WebSocket carried an identifier of its own (header X-Constat-Id, column probe_id of data/observations.csv). A provider whose logs keep that header can find these questions there, at the times stated, and see the absence of any that were not asked. Questions put otherwise carried none: the provider can know them only by the time and by the address that they came from.",
	Unmarked: "No question put to these targets carried an identifier of its own: the provider can know them in its logs only by the time and by the address that they came from.",
}
