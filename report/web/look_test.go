package web_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"constat/report/web"
	"constat/report/web/webtest"
)

// everything shows each piece of the style sheet once.
var everything = web.Parse("everything", `
<h1>{{say "Rien n'est injoignable. La preuve est en bon état." "Nothing is unreachable. The evidence is in good health."}}</h1>
<p class="lead">{{say "Dernier changement : 28 août 2021, 6 h 00." "Last change: 28 August 2021, 6:00."}} <a href="#t">terreciel.example</a></p>
<div class="cards"><div class="card"><p class="soft">{{say "Membres" "Members"}}</p><p class="figure">1 240</p></div><div class="card"><p class="soft">{{say "Complets" "Complete"}}</p><p class="figure">62 %</p></div><div class="card"><p><span class="mark good">bon</span> <span class="mark bad">en panne</span> <span class="mark wait">à vérifier</span> <span class="mark">inconnu</span></p></div></div>
<div class="notice bad" role="alert"><h2>{{say "Deux réponses sont à revoir" "Two answers need a look"}}</h2><ul><li><a href="#f1">{{say "Votre courriel" "Your e-mail"}}</a></li></ul></div>
<div class="notice good"><p>Reçu.</p></div><div class="notice wait"><p>En attente.</p></div><div class="notice"><p>Note.</p></div>
<div class="scroll" tabindex="0" role="region" aria-label="table"><table id="t"><caption>Cibles</caption><thead><tr><th>Site</th><th>{{say "État" "State"}}</th><th class="n">Min</th></tr></thead><tbody><tr><td>terreciel.example</td><td><span class="mark good">bon</span></td><td class="n">312,5</td></tr><tr><td>ÉÀŒ’«»-une-longue-adresse-qui-ne-finit-pas.terreciel.example</td><td><span class="mark bad">{{say "injoignable" "unreachable"}}</span></td><td class="n">12,0</td></tr></tbody></table></div>
<dl class="facts"><dt>SHA-256</dt><dd class="code">0123456789abcdef 0123456789abcdef 0123456789abcdef 0123456789abcdef</dd><dt>{{say "Numéro" "Number"}}</dt><dd>17</dd></dl>
<form method="post"><p class="steps">{{say "Étape 2 sur 5" "Step 2 of 5"}}</p><progress max="5" value="2" aria-label="étape"></progress>
<div class="field is-wrong"><label for="f1">{{say "Votre courriel" "Your e-mail"}}</label><p class="why" id="w1">{{say "Pour vous écrire, à vous seulement." "To write to you, and only you."}}</p><p class="wrong" id="e1">{{say "Il manque le @." "The @ is missing."}}</p><input id="f1" aria-describedby="w1 e1" aria-invalid="true" value="nobody"></div>
<fieldset><legend>{{say "Vous êtes" "You are"}}</legend><label class="choice"><input type="radio" name="k"> {{say "Une entreprise" "A company"}}</label><label class="choice"><input type="radio" name="k" checked> {{say "Une personne qui paie pour elle-même" "A person paying for themselves"}}</label></fieldset>
<div class="pair"><div class="field"><label for="a">{{say "Montant" "Amount"}} <span class="free">({{say "facultatif" "optional"}})</span></label><input id="a"></div><div class="field"><label for="s">{{say "Devise" "Currency"}}</label><select id="s"><option>CAD</option></select></div></div>
<div class="field"><label for="x">{{say "Ce qui s'est passé" "What happened"}}</label><textarea id="x"></textarea></div>
<div class="field"><label for="u">{{say "Une pièce" "A file"}}</label><input id="u" type="file"></div>
<details><summary>{{say "Pourquoi cette question ?" "Why do we ask?"}}</summary><p>Parce que.</p></details>
<p class="actions"><button>{{say "Continuer" "Continue"}}</button><a class="button second" href="/">{{say "Revenir" "Back"}}</a><button class="link" type="button">{{say "Finir plus tard" "Finish later"}}</button><button class="grave">{{say "Retirer" "Withdraw"}}</button></p></form>`)

// Every piece reads on a phone and on paper, by day and by night, in both languages; axe-core agrees.
func TestEveryPieceReadsEverywhere(t *testing.T) {
	b := webtest.Open(t)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := web.Page{Lang: web.Lang(r.URL.Path[1:3]), Title: "Pages", Site: web.Link{Text: "constat", Href: "/"}, Nav: []web.Link{{Text: "État", Href: "/", Here: true}, {Text: "Cibles", Href: "/"}, {Text: "Preuve", Href: "/"}, {Text: "Registre", Href: "/"}},
			Other: "/en", Foot: "constat 0.1.0", Body: everything, Wide: r.URL.Query().Has("wide")}
		if r.URL.Path == "/fr/gone" {
			web.ErrorIn(w, p, http.StatusNotFound, web.Saying(p.Lang, http.StatusNotFound))
			return
		}
		p.Write(w)
	}))
	defer s.Close()
	for _, tt := range []struct {
		name, path string
		options    []webtest.Option
	}{
		{"phone-light-fr", "/fr", []webtest.Option{webtest.Width(webtest.Phone), webtest.Light}},
		{"phone-dark-en", "/en", []webtest.Option{webtest.Width(webtest.Phone), webtest.Dark}},
		{"wide-light-en", "/en?wide", []webtest.Option{webtest.Width(webtest.Laptop), webtest.Light}},
		{"wide-dark-fr", "/fr?wide", []webtest.Option{webtest.Width(webtest.Laptop), webtest.Dark}},
		{"paper-fr", "/fr", []webtest.Option{webtest.Width(webtest.Laptop), webtest.Paper}},
		{"gone-fr", "/fr/gone", []webtest.Option{webtest.Width(webtest.Phone), webtest.Light}},
	} {
		tab := b.Tab(t, tt.options...)
		tab.Go(s.URL + tt.path)
		tab.Look("web-" + tt.name)
		tab.Axe(tt.name)
	}
}
