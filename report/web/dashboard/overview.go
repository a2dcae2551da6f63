package dashboard

import (
	"cmp"
	"slices"
	"time"
)

const (
	failingShown = 10
	newsShown    = 10
)

var overviewBody = parse("overview", `{{template "voice" .}}
<section class="state" data-live="sentence"><div class="top {{if .Failing}}bad{{else if .IsGrave}}bad{{else if .Ill}}wait{{end}}" data-say>
<h1>{{index .Sentences 0}}</h1>
<p class="second"><a href="/{{lang}}/evidence">{{index .Sentences 1}}</a></p></div><p class="when">{{say "Provisoire : ce que voit %s seul, le" "Provisional: what %s alone sees, on" (first .Vantage)}} {{when .Now}}</p></section>

<div data-live="now">
{{if .Of.Deadlines}}<div class="notice wait"><h2>{{say "À faire" "To do"}}</h2><ul>{{range .Of.Deadlines}}
{{if .Ticket}}<li>{{say "Ouvrir un ticket maintenant : le contrat %s ne compte le temps qu'à partir de là." "Open a ticket now: the contract %s counts time only from then on." (plain .Contract)}}</li>{{end}}
{{if .By}}<li>{{say "Demander selon le contrat %s avant la fin du %s (%s)." "Ask under the contract %s by the end of %s (%s)." (plain .Contract) .Day ($.DaysLeft .Days)}}</li>{{end}}{{end}}</ul></div>{{end}}

{{if .Failing}}<h2>{{say "En défaut maintenant" "Failing now"}}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="{{say "Cibles en défaut" "Failing targets"}}"><table class="folds"><thead><tr><th>{{say "Cible" "Target"}}</th><th>{{say "Fournisseur" "Provider"}}</th><th class="t">{{say "Depuis" "Since"}}</th><th>{{say "Ce qui a été constaté" "What was seen"}}</th></tr></thead><tbody>
{{range .Of.Failing}}<tr><td class="name">{{template "target" .}}{{with .Site}}<span class="sub"><bdi>{{first .}}</bdi></span>{{end}}</td><td data-is="{{say "chez" "kept by"}}">{{with .ProviderName}}<bdi>{{first .}}</bdi>{{end}}</td><td class="t" data-is="{{say "depuis" "since"}}">{{template "since" .}}{{if .Since}}<span class="sub">{{ago lang $.Now .Since.Time}}</span>{{if $.Interrupted .}}<span class="sub">{{say "observation interrompue entre-temps" "not watched all the while"}}</span>{{end}}{{end}}</td><td>{{cause lang .}}</td></tr>
{{end}}</tbody></table></div>
{{if .Of.More}}<p><a href="/{{lang}}/targets?state=bad">{{if eq .Of.More 1}}{{say "Et une autre" "And one other"}}{{else}}{{say "Et %d autres" "And %d others" .Of.More}}{{end}}</a></p>{{end}}{{end}}

{{if .Losses}}<h2>{{say "Contenus qui manquent" "Contents that are missing"}}</h2><ul>{{range .Losses}}<li>{{template "loss" .}}</li>{{end}}</ul><p class="soft small">{{say "Provisoire : le rapport dit ce qui a disparu, et ce qui n'a que changé de place." "Provisional: the report tells what is gone, and what only moved."}}</p>{{end}}

{{if .Of.Silent}}<h2>{{say "Ce que dit le fournisseur" "What the provider says"}}</h2><ul>{{range .Of.Silent}}<li>{{template "saying" .}}</li>{{end}}</ul>{{end}}

<div class="cards">
<div class="card"><p class="soft">{{say "Cibles" "Targets"}}</p><p class="figure"><a href="/{{lang}}/targets">{{.Of.Tally.All}}</a></p><p class="small">{{if .Of.Tally.Up}}<span class="mark good">{{say "en réponse : %d" "answering: %d" .Of.Tally.Up}}</span> {{end}}{{if .Of.Tally.Down}}<a class="mark bad" href="/{{lang}}/targets?state=bad">{{say "%d en défaut" "%d failing" .Of.Tally.Down}}</a> {{end}}{{if .Of.Tally.Slow}}<span class="mark wait">{{say "lentes : %d" "%d slow" .Of.Tally.Slow}}</span> {{end}}{{if .Of.Unknown}}<span class="mark">{{say "%d sans état connu" "%d not known" .Of.Unknown}}</span>{{end}}</p></div>
{{if .May "register"}}{{range .Claims}}<div class="card"><p class="soft">{{say "Registre %s" "Register %s" (plain .Name)}}</p>{{if .Trouble}}<p>{{say "illisible en ce moment" "cannot be read right now"}}</p>{{else}}<p class="figure"><a href="/{{lang}}/register">{{number lang .Members}}</a></p><p class="small soft">{{if eq .Members 1}}{{if .Complete}}{{say "membre, au dossier complet" "member, with a complete file"}}{{else}}{{say "membre, au dossier encore incomplet" "member, with a file not yet complete"}}{{end}}{{else if .Members}}{{say "membres, dont %s au dossier complet" "members, %s of them with a complete file" (number lang .Complete)}}{{else}}{{say "aucun membre encore" "no member yet"}}{{end}}</p>{{end}}</div>{{end}}{{end}}
</div>

<h2>{{say "Derniers changements" "What changed last"}}</h2>
{{if .Of.News}}<ul class="news">{{range .Of.News}}<li><span class="t">{{when .At}}</span><span>{{if .ID}}<a href="/{{lang}}/targets/{{.ID}}"><bdi>{{first .Name}}</bdi></a>{{else}}<bdi>{{first .Name}}</bdi>{{end}}{{if eq .Others 1}} {{say "et une autre" "and one other"}}{{else if .Others}} {{say "et %d autres" "and %d others" .Others}}{{end}}{{say " : " ": "}}{{.Text}}</span></li>{{end}}</ul>{{else}}<p class="soft">{{say "Rien n'a changé depuis que ce service regarde." "Nothing has changed since this daemon began to look."}}</p>{{end}}

<h2>{{say "État de la preuve" "Health of the evidence"}}</h2>
{{template "health" .}}
</div>`+lossText)

// lossText are sentences of what is missing, and of what a provider says.
const lossText = `
{{define "loss"}}<a href="/{{lang}}/targets/{{.ID}}"><bdi>{{first .Target}}</bdi></a>{{say " : " ": "}}{{if .Page}}{{say "à la place de la page, celle-ci : %s." "in place of the page, this one: %s." (plain .Page)}}{{else}}{{say "%s à la dernière liste entière, %s au plus auparavant ; %s chemins de la liste d'avant n'y sont plus." "%s in the newest whole list, %s at the most before; %s paths of the list before are no longer in it." (count lang .Held.Items) (count lang .Held.Most) (count lang .Held.Missing)}}{{end}}{{end}}
{{define "saying"}}<bdi>{{first .Provider}}</bdi>, <a href="/{{lang}}/targets/{{.ID}}"><bdi>{{first .Target}}</bdi></a> ({{matter lang .Matter}}){{say " : " ": "}}{{if not .Readable}}{{say "la page n'a pas pu être lue en dernier lieu." "the page could not be read the last time."}}{{else if .Publication.Changed}}{{say "dernier changement constaté le" "last change seen on"}} {{when (millis .Publication.Changed)}}.{{else if .Publication.First}}{{say "aucun changement constaté depuis la première lecture, le" "no change seen since it was first read, on"}} {{when (millis .Publication.First)}}.{{else}}{{say "pas encore lue." "not read yet."}}{{end}}{{if .Silent}} <strong>{{say "Aucun changement n'y a été constaté entre le premier échec constaté ici, le" "No change was seen there between the first failure seen here, on"}} {{when (millis .Down)}}{{say ", et la dernière lecture, le" ", and the last reading, on"}} {{when (millis .Publication.Read)}}.</strong>{{end}}{{end}}`

type overview struct {
	Tally     Tally
	Unknown   int
	Failing   []Target
	More      int
	Silent    []Saying
	News      []piece
	Deadlines []Deadline
}

// A piece of news is one line of what changed.
type piece struct {
	At             time.Time
	Name, ID, Text string
	Others         int // of which the same is to be said
}

func (v *visit) overview() {
	o := overview{Tally: v.view.Tally(), News: v.news(), Deadlines: v.view.Deadlines}
	o.Unknown = o.Tally.Unknown + o.Tally.Blocked + o.Tally.Never
	for _, t := range v.view.Targets {
		if t.Down() {
			o.Failing = append(o.Failing, t)
		}
	}
	slices.SortStableFunc(o.Failing, func(a, b Target) int { return cmp.Compare(*b.Since, *a.Since) })
	o.More = max(0, len(o.Failing)-failingShown)
	o.Failing = o.Failing[:len(o.Failing)-o.More]
	for _, s := range v.view.Sayings {
		if s.Silent() {
			o.Silent = append(o.Silent, s)
		}
	}
	v.show(v.lang.Say("État présent", "Present state"), overviewBody, o)
}

// news are the last changes, the newest first.
func (v *visit) news() (all []piece) {
	id := func(name string) string { return shown{View: v.view}.IDOf(name) }
	for _, o := range v.view.Outages[:min(len(v.view.Outages), 200)] {
		all = append(all, piece{o.From.Time(), o.Target, id(o.Target), v.lang.Say("en défaut ; %s", "failing; %s", words(v.lang).Cause(string(o.Cause))), 0})
		if o.To != 0 {
			all = append(all, piece{o.To.Time(), o.Target, id(o.Target), v.lang.Say("n'est plus en défaut ; %s", "failing no more; %s", boundsOf(v.lang, o, v.view.Now)), 0})
		}
	}
	for _, s := range v.view.Sayings {
		if s.Publication.Changed != 0 {
			all = append(all, piece{s.Publication.Changed.Time(), s.Target, s.ID, v.lang.Say("le contenu publié a changé", "what is published has changed"), 0})
		}
	}
	for _, g := range v.view.Evidence.Gaps[:min(len(v.view.Evidence.Gaps), newsShown)] {
		all = append(all, piece{g.From.Time(), v.view.Vantage, "", v.lang.Say("lacune de %s ; %s", "gap of %s; %s", ago(v.lang, time.Duration(g.To-g.From)*time.Millisecond), gapWord(v.lang, g.Reason)), 0})
	}
	slices.SortStableFunc(all, func(a, b piece) int { return b.At.Compare(a.At) })
	all = together(all)
	return all[:min(len(all), newsShown)]
}

// together puts into one line what is to be said of many in the same minute.
func together(all []piece) (out []piece) {
	for _, p := range all {
		if i := len(out) - 1; i >= 0 && out[i].Text == p.Text && out[i].At.Truncate(time.Minute).Equal(p.At.Truncate(time.Minute)) {
			out[i].Others++
			continue
		}
		out = append(out, p)
	}
	return out
}

func (v *visit) account() { v.show(v.lang.Say("Compte", "Account"), accountBody, v.user) }

var accountBody = parse("account", `<h1>{{say "Compte" "Account"}}</h1>
<dl class="facts"><dt>{{say "Nom" "Name"}}</dt><dd>{{plain .Of.Name}}</dd><dt>{{say "Rôle" "Role"}}</dt><dd>{{role lang .Of.Role}}</dd></dl>
<p>{{if eq .Of.Role "operator"}}{{say "Ce rôle voit tout, la configuration aussi, et fait des dossiers de preuve et des rapports." "This role sees everything, the configuration too, and makes bundles and reports."}}{{else if eq .Of.Role "counsel"}}{{say "Ce rôle voit l'état présent et les nombres du registre, et fait des dossiers de preuve et des rapports ; il ne voit pas la configuration." "This role sees the present state and the figures of the register, and makes bundles and reports; it does not see the configuration."}}{{else}}{{say "Ce rôle voit l'état présent, comment chaque cible est interrogée et comment tout vérifier ; il n'emporte rien et ne voit rien du registre." "This role sees the present state, how each target is asked and how to verify it all; it takes nothing away and sees nothing of the register."}}{{end}}</p>
<form method="post" action="/{{lang}}/logout"><input type="hidden" name="token" value="{{.Token}}"><p class="actions"><button class="second">{{say "Se déconnecter" "Log out"}}</button></p></form>`)
