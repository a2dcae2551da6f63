package web

import "net/http"

var wrong = Parse("wrong", `<h1>{{.Title}}</h1>
<p class="lead">{{.Text}}</p>
{{if .Then.Href}}<p><a class="button" href="{{.Then.Href}}">{{.Then.Text}}</a></p>{{end}}`)

// Wrong is what an error's page says: what happened, and what can be done.
type Wrong struct {
	Title, Text string
	Then        Link // where one can go on; Href "" for nowhere
}

// Error answers with a page that says in words what a status means. It repeats
// nothing of what was asked.
func Error(w http.ResponseWriter, l Lang, status int) {
	Page{Lang: l, Title: Saying(l, status).Title, Body: wrong, Of: Saying(l, status), Status: status}.Write(w)
}

// ErrorIn is [Error] within a page of the caller's: its head, nav and foot.
func ErrorIn(w http.ResponseWriter, p Page, status int, says Wrong) {
	p.Title, p.Body, p.Of, p.Status, p.Sheets, p.Scripts = says.Title, wrong, says, status, nil, nil
	p.Write(w)
}

// Saying has the words of a status.
func Saying(l Lang, status int) Wrong {
	title, text := wordsOf(l, status)
	return Wrong{Title: title, Text: text}
}

func wordsOf(l Lang, status int) (title, text string) {
	switch status {
	case http.StatusNotFound:
		return l.Say("Page introuvable", "Page not found"), l.Say("Cette page n'existe pas, ou plus. L'adresse est peut-être incomplète.", "This page does not exist, or no longer does. The address may be incomplete.")
	case http.StatusUnauthorized:
		return l.Say("Connexion nécessaire", "Please log in"), l.Say("Cette page demande de se connecter.", "This page asks that you log in.")
	case http.StatusForbidden:
		return l.Say("Demande refusée", "Request refused"), l.Say("Cette demande n'est pas permise d'ici. Ouvrez la page de nouveau et recommencez.", "This request is not allowed from here. Open the page again and try once more.")
	case http.StatusMethodNotAllowed:
		return l.Say("Demande refusée", "Request refused"), l.Say("Cette page ne se demande pas de cette façon.", "This page cannot be asked for in this way.")
	case http.StatusRequestTimeout:
		return l.Say("L'envoi a pris trop de temps", "Sending took too long"), l.Say("Tout n'est pas arrivé à temps. Recommencez quand la connexion sera meilleure.", "Not everything arrived in time. Try again when the connection is better.")
	case http.StatusRequestEntityTooLarge:
		return l.Say("L'envoi est trop gros", "What was sent is too large"), l.Say("Ce qui a été envoyé dépasse la limite. Rien n'en a été gardé.", "What was sent is over the limit. None of it was kept.")
	case http.StatusTooManyRequests:
		return l.Say("Un instant, s'il vous plaît", "One moment, please"), l.Say("Beaucoup de demandes arrivent de votre connexion. Attendez une minute, puis recommencez.", "Many requests are coming from your connection. Wait a minute, then try again.")
	case http.StatusServiceUnavailable:
		return l.Say("Pas disponible en ce moment", "Not available right now"), l.Say("Le service ne peut pas répondre en ce moment. Recommencez dans quelques minutes.", "The service cannot answer right now. Try again in a few minutes.")
	case http.StatusInsufficientStorage:
		return l.Say("Il n'y a plus de place", "There is no room left"), l.Say("Le serveur n'a plus de place. Rien n'a été enregistré à moitié. Recommencez plus tard.", "The server has no room left. Nothing was half saved. Try again later.")
	case http.StatusInternalServerError:
		return l.Say("Quelque chose n'a pas fonctionné", "Something did not work"), l.Say("La faute est de notre côté. Recommencez dans quelques minutes.", "The fault is ours. Try again in a few minutes.")
	}
	return l.Say("Demande incomprise", "Request not understood"), l.Say("Ce qui a été envoyé n'a pas pu être lu. Revenez à la page et recommencez.", "What was sent could not be read. Go back to the page and try again.")
}
