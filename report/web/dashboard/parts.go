package dashboard

// partsText are pieces that several pages have. What is within data-live is renewed as it changes; the voice
// is where a screen reader hears of it, when it has nothing else to read.
const partsText = `
{{define "voice"}}<p class="unseen" id="voice" role="status" aria-live="polite"></p>{{end}}

{{define "state"}}<span class="mark {{mark .}}">{{upper (state lang .)}}</span>{{end}}

{{define "since"}}{{if .Since}}{{when .Since.Time}}{{end}}{{end}}

{{define "target"}}<a href="/{{lang}}/targets/{{.ID}}"><bdi>{{first .Name}}</bdi></a>{{end}}

{{define "health"}}{{$e := .Evidence}}{{$now := .Now}}{{$ill := .Ill}}<dl class="health">
<div class="{{if $e.Sealed.IsZero}}none{{else if not $e.Unsealed.IsZero}}{{range $ill}}{{if eq .Kind "unsealed"}}bad{{end}}{{end}}{{end}}"><dt>{{say "Dernier scellé" "Last seal"}}</dt>{{if $e.Sealed.IsZero}}<dd>{{say "aucun encore" "none yet"}}</dd>{{else}}<dd>{{say "il y a %s" "%s ago" (ago lang $now $e.Sealed)}}</dd><dd class="sub">{{when $e.Sealed}}</dd>{{end}}</div>
<div class="{{if not $e.Authorities}}wait{{else if $e.Unstamped}}{{range $ill}}{{if eq .Kind "unstamped"}}bad{{end}}{{end}}{{end}}"><dt>{{say "Dernier horodatage" "Last time stamp"}}</dt>{{if $e.Stamped.IsZero}}<dd>{{say "aucun" "none"}}</dd><dd class="sub">{{if $e.Authorities}}{{say "attendu" "waited for"}}{{else}}{{say "aucune autorité n'est nommée" "no authority is named"}}{{end}}</dd>{{else}}<dd>{{say "il y a %s" "%s ago" (ago lang $now $e.Stamped)}}</dd><dd class="sub">{{say "sur %s entrées de %s" "over %s of %s entries" (count lang $e.Covered) (count lang $e.Leaves)}}</dd>{{end}}{{range $ill}}{{if eq .Kind "unstamped"}}<dd class="sub">{{say "%s : attendue depuis %s" "%s: waited for, %s" (plain .Who) (ago lang $now .Since)}}</dd>{{end}}{{end}}</div>
<div class="{{if not $e.WitnessesAsked}}wait{{else}}{{range $ill}}{{if eq .Kind "uncosigned"}}bad{{end}}{{end}}{{end}}"><dt>{{say "Témoin" "Witness"}}</dt>{{range $e.Witnesses}}<dd>{{say "il y a %s" "%s ago" (ago lang $now .At)}}</dd><dd class="sub">{{plain .Name}}{{say " : " ": "}}{{say "%s entrées" "%s entries" (count lang .Leaves)}}</dd>{{else}}<dd>{{say "aucun" "none"}}</dd><dd class="sub">{{if $e.WitnessesAsked}}{{say "attendu" "waited for"}}{{else}}{{say "personne n'atteste qu'il n'y a qu'un journal" "nobody attests that there is one log only"}}{{end}}</dd>{{end}}</div>
<div class="{{if not $e.Clock}}wait{{else if not $e.Clock.Known}}bad{{else}}{{range $ill}}{{if eq .Kind "clock-wrong"}}bad{{end}}{{end}}{{end}}"><dt>{{say "Horloge" "Clock"}}</dt>{{with $e.Clock}}{{if .Known}}<dd>{{say "à corriger de %s" "to be corrected by %s" (millisecond lang .Offset)}}</dd><dd class="sub">{{say "à %s près, selon %d serveurs sur %d, il y a %s" "give or take %s, by %d of %d servers, %s ago" (millisecond lang .Within) .Agreed .Asked (ago lang $now .At)}}</dd>{{else}}<dd>{{say "écart inconnu" "offset not known"}}</dd><dd class="sub">{{say "%d serveurs sur %d ont répondu, il y a %s" "%d of %d servers answered, %s ago" .Answered .Asked (ago lang $now .At)}}</dd>{{end}}{{else}}<dd>{{say "pas comparée" "not compared"}}</dd>{{end}}</div>
<div class="{{range $ill}}{{if eq .Kind "gap"}}wait{{end}}{{end}}"><dt>{{say "Lacunes" "Gaps"}}</dt>{{with $e.Gaps}}{{$g := index . 0}}<dd>{{say "la dernière il y a %s" "the last one %s ago" (ago lang $now (millis $g.To))}}</dd><dd class="sub">{{gap lang $g.Reason}}</dd>{{else}}<dd>{{say "aucune" "none"}}</dd>{{end}}</div>
<div class="{{range $ill}}{{if eq .Kind "disk"}}bad{{else if eq .Kind "disk-soon"}}wait{{end}}{{end}}"><dt>{{say "Disque" "Disk"}}</dt>{{if lt $e.Free 0}}<dd>{{say "inconnu" "not known"}}</dd>{{else}}<dd>{{say "%s libres" "%s free" (bytes lang $e.Free)}}</dd>{{end}}<dd class="sub">{{say "le journal en occupe %s" "the log takes up %s" (bytes lang $e.Bytes)}}</dd></div>
<div><dt>{{say "Journal" "Log"}}</dt><dd>{{say "%s entrées" "%s entries" (count lang $e.Leaves)}}</dd><dd class="sub">{{say "%s sous tête signée ; %s observations en attente" "%s under a signed checkpoint; %s observations pending" (count lang $e.Size) (number lang $e.Pending)}}</dd></div>
<div><dt>{{say "Clé" "Key"}}</dt><dd>{{plain $e.Log}}</dd><dd class="sub"><a href="/{{lang}}/evidence#verify">{{say "comment vérifier" "how to verify"}}</a></dd></div>
</dl>{{end}}

{{define "outages"}}{{$now := .Now}}{{$s := .}}<div class="scroll" tabindex="0" role="region" aria-label="{{.Label}}"><table class="folds"><thead><tr><th>{{say "Cible" "Target"}}</th><th class="t">{{say "Premier échec" "First failure"}}</th><th class="t">{{say "Retour" "Return"}}</th><th>{{say "Durée, vue d'ici" "Duration, as seen from here"}}</th></tr></thead><tbody>
{{range .Of}}<tr><td class="name">{{$id := $s.IDOf .Target}}{{if $id}}<a href="/{{lang}}/targets/{{$id}}"><bdi>{{first .Target}}</bdi></a>{{else}}<bdi>{{first .Target}}</bdi>{{end}}<span class="sub">{{$s.CauseOf .}}</span></td><td class="t" data-is="{{say "premier échec" "first failure"}}">{{when (millis .From)}}</td><td class="t" data-is="{{say "retour" "return"}}">{{if .To}}{{when (millis .To)}}{{else}}<span class="mark bad">{{say "dure encore" "goes on"}}</span>{{end}}</td><td data-is="{{say "durée" "duration"}}">{{bounds lang . $now}}</td></tr>
{{end}}</tbody></table></div>{{end}}
`
