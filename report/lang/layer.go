package lang

// Layer says how deep a question came before it failed, and what answered for
// another.
type Layer struct {
	Layers  map[string]string // closed list of package report/incident
	At      func(layer string) string
	Each    func(layers string) string                    // where failures lay at several
	Besides map[string]string                             // the layers, where an answer leaves them possible
	Beside  func(layers string, n int) string             // n of those
	Front   func(names string) string                     // what showed itself in front
	Unnamed string                                        // one that gives no name
	Led     func(hosts string) string                     // where redirects had led
	Cached  func(targets string, cached, good int) string // of the targets that have any
	Pinned  func(address string) string                   // asked under the name of the URL
}

var layerFrench = Layer{
	Layers: map[string]string{
		"name":        "le nom (DNS)",
		"network":     "le réseau, avant toute connexion",
		"transport":   "la connexion ou son chiffrement",
		"certificate": "le certificat du serveur",
		"front":       "le serveur frontal (réseau de diffusion, pare-feu applicatif, cache ou répartiteur de charge)",
		"between":     "le chiffrement ou le certificat, entre un serveur frontal, qui a répondu, et le serveur d’origine",
		"origin":      "le serveur d’origine, derrière un serveur frontal qui, lui, a répondu",
		"application": "ce qui a répondu, ou devait répondre, une fois la connexion établie",
	},
	At:   func(layer string) string { return "Niveau de l’échec\u00a0: " + layer + "." },
	Each: func(layers string) string { return "Niveaux des échecs\u00a0: " + layers + "." },
	Besides: map[string]string{
		"name":        "la résolution du nom (DNS)",
		"network":     "le réseau sur le chemin",
		"transport":   "la connexion ou son chiffrement",
		"certificate": "le certificat présenté",
		"front":       "un serveur frontal",
		"between":     "le chiffrement ou le certificat entre un serveur frontal et son origine",
		"origin":      "un serveur d’origine derrière un serveur frontal",
		"application": "l’application elle-même",
	},
	Beside: func(layers string, n int) string {
		return "Depuis le point d’observation, " + plural(n > 1, "n’en ont pas été distingués", "n’en a pas été distingué") + "\u00a0: " + layers + "."
	},
	Front: func(names string) string {
		return "D’après les en-têtes reçus, les réponses venaient par\u00a0: " + names + "."
	},
	Unnamed: "un serveur frontal ou un cache qui ne se nommait pas",
	Pinned: func(address string) string {
		return " Elle a été posée à l’adresse " + address + ", sous ce nom, quelle que soit celle à laquelle il menait."
	},
	Led: func(hosts string) string { return "Des redirections avaient mené à " + hosts + "." },
	Cached: func(targets string, cached, good int) string {
		n, all := French.Number.Int(int64(cached)), French.Number.Int(int64(good))
		return "Parmi les bonnes réponses de " + targets + " (" + all + "), " + n + plural(cached > 1, " portaient", " portait") +
			" la marque d’un cache\u00a0: " + plural(cached > 1, "elles ont été comptées comme bonnes", "elle a été comptée comme bonne") + ", sans prouver que le serveur d’origine répondait alors."
	},
}

var layerEnglish = Layer{
	Layers: map[string]string{
		"name":        "the name (DNS)",
		"network":     "the network, before any connection",
		"transport":   "the connection or its encryption",
		"certificate": "the certificate of the server",
		"front":       "the front server (delivery network, application firewall, cache or load balancer)",
		"between":     "the encryption or the certificate, between a front server, which answered, and the origin server",
		"origin":      "the origin server, behind a front server that did answer",
		"application": "what answered, or was to answer, once the connection stood",
	},
	At:   func(layer string) string { return "Layer of the failure: " + layer + "." },
	Each: func(layers string) string { return "Layers of the failures: " + layers + "." },
	Besides: map[string]string{
		"name":        "the resolution of the name (DNS)",
		"network":     "the network on the way",
		"transport":   "the connection or its encryption",
		"certificate": "the certificate presented",
		"front":       "a front server",
		"between":     "the encryption or the certificate between a front server and its origin",
		"origin":      "an origin server behind a front server",
		"application": "the application itself",
	},
	Beside: func(layers string, n int) string {
		return "From the vantage, " + plural(n > 1, "these were", "this was") + " not told apart from it: " + layers + "."
	},
	Front:   func(names string) string { return "By the headers received, the answers came through: " + names + "." },
	Unnamed: "a front server or a cache that gave no name",
	Pinned: func(address string) string {
		return " It was put to the address " + address + ", under that name, whichever address the name led to."
	},
	Led: func(hosts string) string { return "Redirects had led to " + hosts + "." },
	Cached: func(targets string, cached, good int) string {
		n, all := English.Number.Int(int64(cached)), English.Number.Int(int64(good))
		return "Of the good answers of " + targets + " (" + all + "), " + n + " bore the mark of a cache: " + plural(cached > 1, "they were", "it was") +
			" counted as good, without proving that the origin server answered at the time."
	},
}
