package dashboard

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"constat/report/incident"
	"constat/report/live"
)

const pageSize = 100 // targets

var targetsBody = parse("targets", `{{template "voice" .}}
<h1 data-live="title" data-say>{{index .Sentences 0}}</h1>
<form class="find" method="get" action="/{{lang}}/targets" role="search">
<div class="field"><label for="q">{{say "Nom, site ou fournisseur" "Name, site or provider"}}</label><input id="q" name="q" value="{{.Of.Query}}" maxlength="200"></div>
<div class="field"><label for="state">{{say "État" "State"}}</label><select id="state" name="state">{{range .Of.States}}<option value="{{.Name}}"{{if eq .Name $.Of.State}} selected{{end}}>{{.Value}}</option>{{end}}</select></div>
<button class="second">{{say "Chercher" "Search"}}</button></form>
<div data-live="list">
{{if .Of.Rows}}<div class="scroll" tabindex="0" role="region" aria-label="{{say "Cibles" "Targets"}}"><table class="folds"><caption>{{if eq .Of.Found 1}}{{say "Une cible, vue d'ici ; provisoire" "One target, as seen from here; provisional"}}{{else}}{{say "%d cibles, vues d'ici ; provisoire" "%d targets, as seen from here; provisional" .Of.Found}}{{end}}</caption><thead><tr><th>{{say "Cible" "Target"}}</th><th>{{say "État" "State"}}</th><th class="t">{{say "Depuis" "Since"}}</th><th class="t">{{say "Vue il y a" "Last seen"}}</th><th class="n">{{say "Durée" "Took"}}</th></tr></thead><tbody>
{{range .Of.Rows}}<tr><td class="name">{{template "target" .}}<span class="sub">{{if .Control}}{{say "site témoin" "control"}}{{else if .Matter}}{{matter lang .Matter}}, <bdi>{{first .ProviderName}}</bdi>{{else}}{{with .Site}}<bdi>{{first .}}</bdi>{{end}}{{if and .Site .ProviderName}} · {{end}}{{with .ProviderName}}<bdi>{{first .}}</bdi>{{end}}{{end}}</span></td><td>{{template "state" .}}{{with cause lang .}}<span class="sub">{{.}}</span>{{end}}{{if .Held.Lacks}}<span class="sub">{{say "%s sur %s à la dernière liste" "%s of %s in the newest list" (count lang .Held.Items) (count lang .Held.Most)}}</span>{{end}}</td><td class="t" data-is="{{say "depuis" "since"}}">{{template "since" .}}</td><td class="t" data-is="{{say "vue il y a" "seen"}}">{{if .Last}}{{ago lang $.Now .Last.Time}}{{end}}</td><td class="n" data-is="{{say "durée" "took"}}">{{if .Course.Last}}{{took lang .Course.Took}}{{end}}</td></tr>
{{end}}</tbody></table></div>{{else}}<p class="soft">{{say "Aucune cible ne correspond." "No target matches."}}</p>{{end}}
{{if gt .Of.Pages 1}}<nav class="pages" aria-label="{{say "Pages de la liste" "Pages of the list"}}">{{with .Of.Before}}<a href="{{.}}">{{say "Page précédente" "Previous page"}}</a>{{end}}<span class="soft">{{say "Page %d sur %d" "Page %d of %d" .Of.Page .Of.Pages}}</span>{{with .Of.After}}<a href="{{.}}">{{say "Page suivante" "Next page"}}</a>{{end}}</nav>{{end}}
</div>`)

type targetList struct {
	Query, State  string
	States        []Setting
	Rows          []Target
	Found         int
	Page, Pages   int
	Before, After string
}

func (v *visit) targets() {
	q := v.r.URL.Query()
	list := targetList{Query: short(strings.TrimSpace(q.Get("q")), 200), State: q.Get("state")}
	say := v.lang.Say
	list.States = []Setting{{"", say("Tous", "All")}, {"bad", say("En défaut", "Failing")}, {"good", say("Répondent", "Answer")}, {"slow", say("Répondent lentement", "Answer slowly")},
		{"unknown", say("Sans état connu", "Not known")}, {"others", say("Sites témoins et publications", "Controls and statements")}}
	var all []Target
	for _, t := range v.view.Targets {
		if list.has(t) {
			all = append(all, t)
		}
	}
	list.Found, list.Pages = len(all), max(1, (len(all)+pageSize-1)/pageSize)
	n, _ := strconv.Atoi(q.Get("page"))
	list.Page = min(max(n, 1), list.Pages)
	list.Rows = all[(list.Page-1)*pageSize : min(list.Page*pageSize, len(all))]
	if list.Page > 1 {
		list.Before = list.at(string(v.lang), list.Page-1)
	}
	if list.Page < list.Pages {
		list.After = list.at(string(v.lang), list.Page+1)
	}
	v.show(say("Cibles", "Targets"), targetsBody, list)
}

func (l targetList) at(lang string, page int) string {
	return "/" + lang + "/targets?" + url.Values{"q": {l.Query}, "state": {l.State}, "page": {strconv.Itoa(page)}}.Encode()
}

func (l targetList) has(t Target) bool {
	if l.Query != "" && !strings.Contains(strings.ToLower(t.Name+"\x00"+t.Site+"\x00"+t.Provider+"\x00"+t.ProviderName), strings.ToLower(l.Query)) {
		return false
	}
	switch l.State {
	case "others":
		return !t.Ordinary()
	case "unknown":
		return t.Ordinary() && (t.Outcome == incident.Unknown || t.Outcome == incident.Blocked || t.Outcome == "")
	case "":
		return t.Ordinary()
	}
	return t.Ordinary() && string(t.Outcome) == l.State
}

const targetText = `{{template "voice" .}}{{$t := .Of.Target}}
<div data-live="target"><h1 data-say><bdi>{{plain $t.Name}}</bdi> {{template "state" $t}}</h1>
{{with cause lang $t}}<p class="lead">{{upper .}}.</p>{{end}}
<dl class="facts">
{{with $t.Address}}<dt>{{say "Adresse" "Address"}}</dt><dd class="code"><bdi>{{.}}</bdi></dd>{{end}}
{{with $t.Site}}<dt>{{say "Site" "Site"}}</dt><dd><bdi>{{plain .}}</bdi></dd>{{end}}
{{with $t.ProviderName}}<dt>{{say "Fournisseur" "Provider"}}</dt><dd><bdi>{{plain .}}</bdi></dd>{{end}}
{{if $t.Since}}<dt>{{say "Dans cet état depuis" "In this state since"}}</dt><dd>{{template "since" $t}} ({{ago lang .Now $t.Since.Time}}{{if .Interrupted $t}}{{say " ; observation interrompue entre-temps" "; not watched all the while"}}{{end}})</dd>{{end}}
{{if $t.Last}}<dt>{{say "Vue pour la dernière fois" "Last seen"}}</dt><dd>{{when $t.Last.Time}} ({{ago lang .Now $t.Last.Time}})</dd>{{end}}
{{if $t.Course.Last}}<dt>{{say "Durée de la dernière question" "The last question took"}}</dt><dd>{{took lang $t.Course.Took}}</dd>{{end}}
{{if $t.Status}}<dt>{{say "Code de réponse" "Status"}}</dt><dd>{{$t.Status}}</dd>{{end}}
{{if $t.Expires}}<dt>{{say "Certificat valable jusqu'au" "Certificate valid until"}}</dt><dd>{{when (millis $t.Expires)}}</dd>{{end}}
{{with $t.Held}}<dt>{{say "Dernière liste entière" "Newest whole list"}}</dt><dd>{{say "%s fichiers ou fiches ; au plus %s, le" "%s files or records; at the most %s, on" (count lang .Items) (count lang .Most)}} {{when (millis .MostAt)}}{{if .Missing}}{{say " ; %s chemins n'y sont plus" "; %s paths are no longer in it" (count lang .Missing)}}{{end}}</dd>{{end}}
</dl>
{{if .Of.Counts}}<h2>{{say "Réponses depuis le démarrage du service" "Answers since the daemon started"}}</h2><p>{{range .Of.Counts}}<span class="mark {{.Name}}">{{.Value}}</span> {{end}}</p>{{end}}
{{if $t.Ordinary}}<h2>{{say "Incidents" "Incidents"}}</h2>{{if .Of.Has}}{{template "outages" .Of.Outages}}{{else}}<p class="soft">{{say "Aucun n'a été constaté d'ici." "None was seen from here."}}</p>{{end}}{{end}}
</div>
{{if .May "question"}}{{with $t.Asked}}<h2>{{say "Comment elle est interrogée" "How it is asked"}}</h2><dl class="facts">{{range .}}<dt>{{.Name}}</dt><dd class="code"><bdi>{{.Value}}</bdi></dd>{{end}}</dl>{{end}}{{end}}
{{if and .Public.Badges $t.Ordinary}}<h2>{{say "Pastille" "Badge"}}</h2><p><img src="/badge/{{$t.ID}}.svg?lang={{lang}}" alt="" height="22"> <span class="code">/badge/{{$t.ID}}.svg</span></p>{{end}}`

var targetBody = parse("a target", targetText)

type targetPage struct {
	Target  Target
	Counts  []Setting // the style, and the words
	Outages shown
	Has     bool
}

func (v *visit) target() {
	t, ok := v.view.byID(v.r.PathValue("id"))
	if !ok {
		v.refuse(http.StatusNotFound)
		return
	}
	var own []live.Outage
	for _, o := range v.view.Outages {
		if o.Target == t.Name && len(own) < 50 {
			own = append(own, o)
		}
	}
	p := targetPage{Target: t, Has: len(own) > 0, Outages: shown{View: v.view, Lang: v.lang, Of: own, Label: v.lang.Say("Incidents de cette cible", "Incidents of this target")}}
	for _, x := range verdicts {
		if n := t.Course.Counts[x]; n > 0 {
			like := t
			like.Outcome, like.Cause = x, ""
			p.Counts = append(p.Counts, Setting{markOf(like), v.lang.Say("%s : %s", "%s: %s", capital(words(v.lang).Verdict(string(x))), count(v.lang, n))})
		}
	}
	v.show(first(t.Name), targetBody, p)
}

var incidentsBody = parse("incidents", `{{template "voice" .}}
<div data-live="incidents"><h1 data-say>{{index .Sentences 0}}</h1>
<p class="soft">{{say "Ce que ce seul point d'observation a vu. Le rapport compare les points d'observation, attribue les causes et compte ce qui n'a pas été observé." "What this vantage alone has seen. The report compares vantages, attributes causes and counts what was not watched."}}</p>
{{if .Of.Open.Of}}<h2>{{say "Ils durent encore" "They go on"}}</h2>{{template "outages" .Of.Open}}{{end}}
<h2>{{say "Terminés" "Ended"}}</h2>{{if .Of.Ended.Of}}{{template "outages" .Of.Ended}}{{else}}<p class="soft">{{say "Aucun n'a été constaté d'ici." "None was seen from here."}}</p>{{end}}
{{if .Of.More}}<p class="soft">{{say "%d plus anciens ne sont pas montrés ici ; le journal les a tous." "%d older ones are not shown here; the log has them all." .Of.More}}</p>{{end}}
<h2>{{say "Pertes" "Losses"}}</h2>{{if .Losses}}<ul>{{range .Losses}}<li>{{template "loss" .}}</li>{{end}}</ul><p class="soft small">{{say "Provisoire : le rapport dit ce qui a disparu, et ce qui n'a que changé de place." "Provisional: the report tells what is gone, and what only moved."}}</p>{{else}}<p class="soft">{{say "Aucun contenu ne manque, d'après ce qui est vu d'ici." "No content is missing, by what is seen from here."}}</p>{{end}}
<h2>{{say "Ce que disent les fournisseurs" "What providers say"}}</h2>{{if .Sayings}}<ul>{{range .Sayings}}<li>{{template "saying" .}}</li>{{end}}</ul>{{else}}<p class="soft">{{say "Aucune publication de fournisseur n'est relevée (clés « status_page », « notices », « terms »)." "No publication of a provider is followed (keys \"status_page\", \"notices\", \"terms\")."}}</p>{{end}}
</div>`+lossText)

const endedShown = 200

func (v *visit) incidents() {
	in := func(label string, list []live.Outage) shown {
		return shown{View: v.view, Lang: v.lang, Of: list, Label: label}
	}
	var open, ended []live.Outage
	for _, o := range v.view.Outages {
		if o.To == 0 {
			open = append(open, o)
		} else {
			ended = append(ended, o)
		}
	}
	more := max(0, len(ended)-endedShown) + max(0, len(open)-endedShown)
	v.show(v.lang.Say("Incidents", "Incidents"), incidentsBody, struct {
		Open, Ended shown
		More        int
	}{in(v.lang.Say("Incidents qui durent encore", "Incidents that go on"), open[:min(len(open), endedShown)]), in(v.lang.Say("Incidents terminés", "Incidents that ended"), ended[:min(len(ended), endedShown)]), more})
}
