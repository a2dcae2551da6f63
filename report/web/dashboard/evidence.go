package dashboard

import "net/http"

var evidenceBody = parse("evidence", `{{template "voice" .}}
<div data-live="evidence"><h1 data-say>{{index .Sentences 1}}</h1>
{{if .Ill}}<ul>{{range .Ill}}<li>{{if .Grave}}<span class="mark bad">{{say "Ennui" "Trouble"}}</span> {{else}}<span class="mark wait">{{say "À considérer" "To consider"}}</span> {{end}}{{upper (ailment lang . $.Now)}}</li>{{end}}</ul>{{end}}
{{template "health" .}}
<h2>{{say "Lacunes" "Gaps"}}</h2>
{{if .Evidence.Gaps}}<div class="scroll" tabindex="0" role="region" aria-label="{{say "Lacunes" "Gaps"}}"><table class="folds"><caption>{{say "Ce qui n'a pas été demandé ne compte contre personne." "What was not asked counts against nobody."}}</caption><thead><tr><th class="t">{{say "De" "From"}}</th><th class="t">{{say "À" "To"}}</th><th class="n">{{say "Questions manquées" "Questions missed"}}</th><th>{{say "Pourquoi" "Why"}}</th></tr></thead><tbody>{{range $i, $g := .Evidence.Gaps}}{{if lt $i 50}}<tr><td class="t" data-is="{{say "de" "from"}}">{{when (millis .From)}}</td><td class="t" data-is="{{say "à" "to"}}">{{when (millis .To)}}</td><td class="n" data-is="{{say "manquées" "missed"}}">{{if .Rounds}}{{count lang .Rounds}}{{end}}</td><td>{{gap lang .Reason}}</td></tr>{{end}}{{end}}</tbody></table></div>{{else}}<p class="soft">{{say "Aucune n'est connue." "None is known."}}</p>{{end}}
</div>
<h2 id="verify">{{say "Vérifier" "Verify"}}</h2>
<p>{{say "Rien de ce que montrent ces pages n'a à être cru. Un dossier de preuve se vérifie hors ligne, par cette commande, avec une politique que le lecteur tient d'une autre source que le dossier :" "Nothing that these pages show has to be believed. A bundle is verified offline, by this command, with a policy that the reader has from another source than the bundle:"}}</p>
<pre class="code">constat-verify --policy policy bundle.zip</pre>
<dl class="facts"><dt>{{say "Journal" "Log"}}</dt><dd>{{plain .Evidence.Log}}</dd><dt>{{say "Clé de vérification" "Verifier key"}}</dt><dd class="code">{{.Evidence.Key}}</dd></dl>
{{if .Evidence.Checkpoint}}<h3>{{say "Dernière tête signée" "Newest signed checkpoint"}}</h3><p class="small"><a href="/{{lang}}/evidence/checkpoint">{{say "telle quelle" "verbatim"}}</a>{{say " : qui la garde verra si un journal plus court ou autre lui est montré plus tard." ": whoever keeps it will see whether a shorter or another log is shown later."}}</p><pre class="code">{{.Evidence.Checkpoint}}</pre>{{end}}
<details><summary>{{say "Politique : ce que ce point d'observation dit de ses clés" "Policy: what this vantage says of its keys"}}</summary><p class="small"><a href="/{{lang}}/evidence/policy">{{say "telle quelle" "verbatim"}}</a></p><pre class="code">{{.Evidence.Policy}}</pre></details>`)

func (v *visit) evidence() {
	v.show(v.lang.Say("État de la preuve", "Health of the evidence"), evidenceBody, nil)
}

func (v *visit) policy()     { v.text("policy", v.view.Evidence.Policy) }
func (v *visit) checkpoint() { v.text("checkpoint", v.view.Evidence.Checkpoint) }

// text answers with a file as it is.
func (v *visit) text(name, text string) {
	if text == "" {
		v.refuse(http.StatusNotFound)
		return
	}
	v.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	_, _ = v.w.Write([]byte(text)) // who has gone gets nothing
}

var registerBody = parse("register", `<div data-live="register"><h1>{{say "Registre des membres" "Register of members"}}</h1>
<p>{{say "Cette machine ne peut lire aucun membre : chaque dossier est chiffré pour l'avocat. Elle n'en connaît que le nombre." "This machine can read no member: each file is encrypted to counsel. It knows only how many there are."}}</p>
{{if .Claims}}<div class="scroll" tabindex="0" role="region" aria-label="{{say "Registres" "Registers"}}"><table class="folds"><thead><tr><th>{{say "Registre" "Register"}}</th><th class="n">{{say "Membres" "Members"}}</th><th class="n">{{say "Dossiers complets" "Complete files"}}</th><th class="n">{{say "Retirés" "Withdrawn"}}</th><th class="n">{{say "Clés de lecture" "Reading keys"}}</th><th class="t">{{say "Dernier reçu" "Last received"}}</th></tr></thead><tbody>
{{range .Claims}}<tr><td class="name">{{plain .Name}}</td>{{if .Trouble}}<td colspan="5">{{say "illisible en ce moment" "cannot be read right now"}}</td>{{else}}<td class="n" data-is="{{say "membres" "members"}}">{{number lang .Members}}</td><td class="n" data-is="{{say "complets" "complete"}}">{{number lang .Complete}}</td><td class="n" data-is="{{say "retirés" "withdrawn"}}">{{number lang .Gone}}</td><td class="n" data-is="{{say "clés" "keys"}}">{{number lang .Readers}}</td><td class="t" data-is="{{say "dernier" "last"}}">{{if not .Newest.IsZero}}{{when .Newest}}{{end}}</td>{{end}}</tr>{{end}}</tbody></table></div>
<p>{{say "Les membres s'exportent sur la machine de l'avocat, avec sa clé :" "Members are exported on counsel's machine, with the key that is there:"}}</p><pre class="code">constat claim export {{say "NOM" "NAME"}} --identity {{say "CLÉ" "KEY"}} --format csv</pre>{{else}}<p class="soft">{{say "Aucun registre n'est tenu sur cette machine (« constat claim new »)." "No register is kept on this machine (\"constat claim new\")."}}</p>{{end}}</div>`)

func (v *visit) register() {
	v.show(v.lang.Say("Registre", "Register"), registerBody, nil)
}

var configurationBody = parse("configuration", `<h1>{{say "Configuration en vigueur" "Configuration in force"}}</h1>
<p>{{say "Elle se change dans constat.yaml, puis par un SIGHUP ; son texte entier est au journal. Rien de secret n'est montré ici." "It is changed in constat.yaml, then by a SIGHUP; its whole text is in the log. Nothing secret is shown here."}}</p>
<dl class="facts">{{range .Settings}}<dt>{{.Name}}</dt><dd class="code"><bdi>{{.Value}}</bdi></dd>{{end}}</dl>
{{if or .Public.Badges .Public.Metrics}}<p>{{say "Ouvert à qui atteint ce serveur, sans se connecter :" "Open to whoever reaches this server, without logging in:"}} {{if .Public.Badges}}badges {{end}}{{if .Public.Metrics}}metrics{{end}}</p>{{end}}
<p><a href="/metrics">/metrics</a></p>`)

func (v *visit) configuration() {
	v.show(v.lang.Say("Configuration", "Configuration"), configurationBody, nil)
}
