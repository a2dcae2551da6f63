package owner

import "strings"

// Said is one thing in both languages, of equal rank.
type Said struct{ FR, EN string }

// In is the text in a language, "fr" or "en".
func (s Said) In(lang string) string {
	if lang == "fr" {
		return s.FR
	}
	return s.EN
}

// said sets the no-break spaces of French, as every text here needs them.
func said(fr, en string) Said {
	return Said{spaces.Replace(fr), en}
}

var spaces = strings.NewReplacer(" :", "\u00a0:", " ;", "\u00a0;", " !", "\u00a0!", " ?", "\u00a0?", "« ", "«\u00a0", " »", "\u00a0»")

// Name is the way's name for a reader.
func (w Way) Name() Said { return wayWords[w].name }

// Shows says what a proof by this way shows, and what it does not.
func (w Way) Shows() Said { return wayWords[w].shows }

var wayWords = map[Way]struct{ name, shows Said }{
	DNS: {said("enregistrement DNS", "DNS record"),
		said("Qui a placé cet enregistrement pouvait, à l'heure de la question, modifier la zone du nom. Cela ne dit ni qui tenait le nom auparavant, ni à qui est le contenu du site.",
			"Whoever placed this record could, at the time of the question, change the zone of the name. It does not say who held the name before, nor whose the site's content is.")},
	File: {said("fichier sur le site (TLS)", "file on the site (TLS)"),
		said("Qui a placé ce fichier pouvait, à l'heure de la question, écrire sur le site que le certificat nomme. Un employé, une agence ou l'hébergeur le pouvait aussi.",
			"Whoever placed this file could, at the time of the question, write on the site that the certificate names. So could an employee, an agency or the host.")},
	FileClear: {said("fichier sur le site (sans chiffrement)", "file on the site (in clear)"),
		said("Un serveur que le nom désignait a donné ce fichier sans chiffrement. Qui se trouve sur le chemin, ou répond aux questions DNS, aurait pu le donner à sa place.",
			"A server to which the name led gave this file in clear. Whoever stands on the way, or answers for DNS, could have given it in its place.")},
	Mail: {said("courriel au domaine", "mail to the domain"),
		said("Qui a saisi le code lisait, à l'heure de la question, la boîte de service du domaine. Cela ne dit pas qu'il pouvait modifier le site.",
			"Whoever typed the code read, at the time of the question, the domain's service mailbox. It does not say that they could change the site.")},
	RegistrantMail: {said("courriel au contact du registre", "mail to the registry's contact"),
		said("Qui a saisi le code lisait, à l'heure de la question, l'adresse que le registre publie pour le titulaire ou l'administrateur du domaine. Un intermédiaire peut relayer cette adresse.",
			"Whoever typed the code read, at the time of the question, the address that the registry publishes for the holder or the administrator of the domain. An intermediary may relay that address.")},
	CaptureToken: {said("jeton dans une page conservée", "token in a kept page"),
		said("Une page du site, conservée dans un journal de preuve, portait déjà le jeton du membre : qui l'a placé pouvait alors écrire sur le site. La valeur en est celle du journal ; celui que le membre tient lui-même vaut sa parole.",
			"A page of the site, kept in an evidence log, already bore the member's token: whoever placed it could then write on the site. It is worth what the log is worth; one that the member keeps itself is the member's word.")},
	CaptureName: {said("nom du membre dans une page conservée", "member's name in a kept page"),
		said("Une page du site, conservée dans un journal de preuve, nommait le membre. Qui écrit une page peut y nommer qui il veut : cela ne montre pas que le site était au membre.",
			"A page of the site, kept in an evidence log, named the member. Whoever writes a page may name whom they like: it does not show that the site was the member's.")},
	RDAP: {said("registre des noms de domaine", "registry of domain names"),
		said("Le registre nommait, à l'heure de la question, un titulaire dont le nom s'écrit comme celui du membre. Le registre tient ce nom du titulaire, et deux personnes peuvent porter le même.",
			"The registry named, at the time of the question, a holder whose name is written like the member's. The registry has that name from the holder, and two persons may bear the same.")},
	Invoice: {said("facture lue par une personne", "invoice read by a person"),
		said("Une personne a lu une pièce que le membre a remise, et dit ce qu'elle y a lu. La pièce n'a pas été vérifiée auprès de qui l'a établie.",
			"A person read a document that the member handed in, and said what it read there. The document was not checked with whoever issued it.")},
}

// Name is the weight's name for a reader.
func (w Weight) Name() Said { return weightWords[w].name }

// Why says in a sentence why the way weighs so much and no more.
func (w Weight) Why() Said { return weightWords[w].why }

var weightWords = map[Weight]struct{ name, why Said }{
	Control:  {said("maîtrise du nom", "control of the name"), said("Seul qui peut modifier le nom lui-même y parvient.", "Only who can change the name itself manages that.")},
	Access:   {said("accès", "access"), said("Qui peut écrire sur le site, ou lire son courrier, y parvient, sans maîtriser le nom.", "Who can write on the site, or read its mail, manages that without control of the name.")},
	Recorded: {said("fait noté par un tiers", "noted by others"), said("Un tiers a noté que c'était ainsi ; une erreur de ce tiers, ou sur le chemin, n'est pas exclue.", "Others have noted that it was so; an error of theirs, or on the way, is not ruled out.")},
	Declared: {said("déclaration", "declaration"), said("Cela repose sur ce que le membre a remis ou écrit lui-même.", "It rests on what the member handed in or wrote itself.")},
}

// Name is the outcome's name for a reader.
func (o Outcome) Name() Said { return outcomeWords[o] }

var outcomeWords = map[Outcome]Said{
	Proven:       said("établi", "shown"),
	NotProven:    said("non établi", "not shown"),
	Unreachable:  said("sans réponse : ce n'est pas un non", "no answer: this is not a no"),
	Contradicted: said("réponses contradictoires", "contradictory answers"),
	LookedAt:     said("lu par une personne", "looked at by a person"),
}

// Text says the reason to a reader, and what to do about it.
func (r Reason) Text() Said { return reasonWords[r] }

var reasonWords = map[Reason]Said{
	Absent:            said("Ce qui était demandé n'y est pas. Vérifiez l'orthographe ; un enregistrement DNS met parfois une heure à paraître.", "What was asked for is not there. Check the spelling; a DNS record sometimes takes an hour to appear."),
	OtherToken:        said("Un jeton s'y trouve, mais c'est celui d'un autre membre ou d'un autre site.", "There is a token, but it is another member's or another site's."),
	Wildcard:          said("La zone donne le jeton pour n'importe quel nom (« * ») : placez-le sous le nom exact seulement.", "The zone gives the token for any name (\"*\"): place it under the exact name only."),
	AnyName:           said("Le serveur donne ce fichier sous n'importe quel nom : un voisin du même serveur le donnerait aussi. Essayez par HTTPS ou par DNS.", "The server gives this file under any name: a neighbour on the same server would give it too. Try HTTPS or DNS."),
	AnyPath:           said("Le serveur donne ce fichier à n'importe quelle adresse : placez-le à l'adresse exacte seulement.", "The server gives this file at any address: place it at the exact address only."),
	Alias:             said("Le nom de l'enregistrement mène ailleurs (CNAME) : placez l'enregistrement TXT sous ce nom même.", "The name of the record leads elsewhere (CNAME): place the TXT record under that very name."),
	Redirected:        said("Le site renvoie à une autre adresse : le fichier doit répondre à celle-ci, sans renvoi.", "The site sends to another address: the file must answer at this one, without a redirect."),
	NotPlain:          said("Le fichier doit contenir le jeton et rien d'autre, en texte seul.", "The file must hold the token and nothing else, as plain text."),
	NoAuthority:       said("Aucun serveur de noms de la zone n'a répondu.", "No name server of the zone answered."),
	NoAddress:         said("Le nom ne mène à aucune adresse publique.", "The name leads to no public address."),
	NoAnswer:          said("Personne n'a répondu à temps.", "Nobody answered in time."),
	AuthoritiesDiffer: said("Les serveurs de la zone n'ont pas tous donné la même réponse. Réessayez dans une heure.", "The zone's servers did not all give the same answer. Try again in an hour."),
	ResolversDiffer:   said("Un résolveur ne voit pas ce que disent les serveurs de la zone : un « non » est peut-être encore en mémoire. Réessayez dans une heure.", "A resolver does not see what the zone's servers say: a \"no\" may still be remembered. Try again in an hour."),
	AddressesDiffer:   said("Les adresses du site n'ont pas toutes donné la même réponse.", "The site's addresses did not all give the same answer."),
	CodeSent:          said("Le code est parti. Saisissez-le dans les trois jours.", "The code has left. Type it within three days."),
	WrongCode:         said("Ce n'est pas le code envoyé, ou il a plus de trois jours.", "This is not the code that was sent, or it is more than three days old."),
	NotSent:           said("Le courriel n'a pas pu partir.", "The mail could not be sent."),
	NoContact:         said("Le registre ne publie pas cette adresse.", "The registry does not publish this address."),
	NoRegistry:        said("Aucun registre n'a répondu pour ce domaine.", "No registry answered for this domain."),
	OtherHolder:       said("Le registre nomme un autre titulaire.", "The registry names another holder."),
	HolderHidden:      said("Le registre ne nomme pas le titulaire.", "The registry does not name the holder."),
	SharedSuffix:      said("Ce domaine est à qui y loge les sites d'autrui : cette voie ne dirait rien du site.", "This domain belongs to who lets others put sites there: this way would say nothing of the site."),
	NotKept:           said("Aucune page de ce site n'est conservée là.", "No page of this site is kept there."),
	NotByMachine:      said("Cette voie ne peut pas être essayée par le programme.", "This way is not one that the program can try."),
}

// A Task is what the member does for one way: the words, then what to copy.
type Task struct {
	Way    Way
	Words  Said
	Copies []Copy
	To     []string // addresses to choose from, where mail is sent
}

// A Copy is something to be copied as it stands, under its label.
type Copy struct {
	Label Said
	Text  string
}

// Tasks says what a member can do for one site, the heaviest way first: those ways that the
// member itself can take, and that can say something of this site.
func (a *Asker) Tasks(c Challenge) []Task {
	token := a.Key.Token(c)
	tasks := []Task{
		{Way: DNS, Words: said("Chez qui tient la zone DNS du nom, ajoutez cet enregistrement. Tous peuvent le lire, le fournisseur aussi ; il ne dit rien de vous, et il peut être retiré après l'essai.",
			"At whoever keeps the DNS zone of the name, add this record. Everybody can read it, the provider too; it says nothing of you, and it can be removed after the try."),
			Copies: []Copy{{said("Nom", "Name"), challengeLabel + c.Asset.Host}, {said("Type", "Type"), "TXT"}, {said("Valeur", "Value"), token}}},
		{Way: File, Words: said("Placez sur le site un fichier de texte qui contient cette ligne et rien d'autre. Il doit répondre à cette adresse, sans renvoi. Tous peuvent le lire, le fournisseur aussi ; il ne dit rien de vous ni de l'affaire, et il peut être retiré après l'essai. Par HTTPS, la preuve a plus de poids.",
			"Place on the site a text file that holds this line and nothing else. It must answer at this address, without a redirect. Everybody can read it, the provider too; it says nothing of you nor of the case, and it can be removed after the try. Over HTTPS, the proof weighs more."),
			Copies: []Copy{{said("Adresse", "Address"), "https://" + c.Asset.Host + FilePath}, {said("Contenu", "Content"), token}}},
	}
	if list := c.Asset.Mailable(); a.Mail != nil && len(list) > 0 {
		tasks = append(tasks, Task{Way: Mail, To: list, Words: said("Un code est envoyé à l'une de ces adresses du domaine. Saisissez-le ici dans les trois jours. La lettre ne nomme ni vous ni l'affaire ; l'adresse d'où elle part peut la faire deviner à qui tient ce courrier, le fournisseur parfois.",
			"A code is sent to one of these addresses of the domain. Type it here within three days. The letter names neither you nor the case; the address that it comes from may let whoever keeps that mail guess it, at times the provider.")})
	}
	return tasks
}

// In is the step as a line for a reader: who was asked, what, and the kind of the answer.
func (s Step) In(lang string) string {
	who, where, asked, answered := asWords[s.As].In(lang), s.Where, s.Asked, s.Answered
	if lang == "fr" {
		asked, answered = inFrench.Replace(asked), inFrench.Replace(answered)
	}
	if lang == "fr" && s.As == "log" {
		where = strings.Replace(where, ", leaf ", ", feuille ", 1)
	}
	if where != "" {
		who += " (" + where + ")"
	}
	colon := Said{"\u00a0: ", ": "}.In(lang)
	return who + colon + asked + " → " + answered
}

var asWords = map[string]Said{
	"authority": said("serveur de la zone", "the zone's server"),
	"resolver":  said("résolveur", "resolver"),
	"site":      said("site", "site"),
	"control":   said("contrôle", "control"),
	"registry":  said("registre des noms", "registry of names"),
	"relay":     said("serveur d'envoi", "mail server"),
	"form":      said("saisie", "typed"),
	"log":       said("journal", "log"),
	"person":    said("lecture par", "read by"),
}

// inFrench says in French what steps are made of; what stands between these words are names,
// numbers and addresses. Of two words that begin alike the longer stands first.
var inFrench = strings.NewReplacer(
	"the token, at a time that nobody attests", "le jeton, à une heure que nul n'atteste",
	"the member's name, at a time that nobody attests", "le nom du membre, à une heure que nul n'atteste",
	"recorded before ", "noté avant ", "recorded between ", "noté entre ", " and ", " et ",
	"no address that is asked", "aucune adresse qui puisse être interrogée",
	"no answer", "aucune réponse", "no token", "aucun jeton", "another token", "un autre jeton", "an alias", "un alias", "the token", "le jeton", "records:", "enregistrements\u00a0:",
	"something else than a token", "autre chose qu'un jeton", "an empty file", "un fichier vide", "no plain text", "pas de texte seul", "more than ", "plus de ", " bytes", " octets", "status ", "code ",
	"taken over", "pris en charge", "refused (", "refusé (", "not sent", "non envoyé", "code of the mail to ", "code du courriel à ", "mail to ", "courriel à ",
	"another code", "un autre code", "the code", "le code", "nobody is named", "personne n'est nommé", "another name", "un autre nom", "the member's name", "le nom du membre",
	"registrant of ", "titulaire de ", "RDAP server of ", "serveur RDAP de ", "none is known", "aucun n'est connu", "a page about it", "une page à son sujet", "nothing of use", "rien d'utile",
	"kept pages of ", "pages conservées de ", "nothing of it", "rien de tel", "voucher ", "pièce ",
	"it names the member and the site", "elle nomme le membre et le site", "it does not name the member and the site", "elle ne nomme pas le membre et le site",
)
