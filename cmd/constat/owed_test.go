package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/store/record"
)

// What the provider of this story promises, on a page of its own.
const owedPromise = "<!doctype html><title>Engagement de service</title><p>Le site répond en tout temps. Toute panne de plus d’une seconde dans le mois donne droit à 10 % des frais du mois, " +
	"sur demande par courriel dans les quinze jours de l’incident.</p>\n"

const owedRule = `schema: constat-rule/1
name: hote-hebergement
version: 1
status: verified
provider: L’Hôte inc.
product: Hébergement
sources: [{url: "http://%s/engagement.html", grade: official, sha256: %s}]
scope: website
commitment: 99.9999
down: http_unreachable
credit: {kind: tiers, tiers: [{below: 99.9999, percent: 10}], cap: [{percent: 10}]}
claim: {days: 15, from: incident}
claim_states: [dates_and_times, resource_ids]
ask: {channel: mail, address: sla@hote.example, zone: America/Toronto}
`

const owedTerms = `contracts:
  - {name: vitrine, provider: hote, rule: hote.yaml, targets: [vitrine], fee: 30, currency: CAD, timezone: America/Toronto, managed: provider}
`

const owedLetter = `from: {name: Terre et Ciel enr., address: ["12, rue du Quai", "Valmont (Québec)"], signatory: "Ève Côté, propriétaire"}
to: {name: L’Hôte inc., address: ["1, place du Marché", "Valmont (Québec)"]}
place: Valmont
account: D-1789
resources: [{target: vitrine, id: site-0042}]
`

const owedConfig = `name: %s
targets:
  - {name: vitrine, site: vitrine.example, provider: hote, url: "http://%s/", interval: 2s, timeout: 1s, conditions: ["[STATUS] == 200", "[BODY] == pat(*Vitrine*)"]}
controls: ["http://%s/"]
anchors: [%s]
witnesses: [{url: "http://%s", key: %q}]
clock: [%s]
terms: contrats.yaml
providers:
  hote: {name: L’Hôte inc., terms: ["http://%s/engagement.html"]}
`

// A rule that was logged beforehand, whose text the logs kept, is met: a real
// server is stopped, two vantages see it, authorities and a witness attest it. The
// credit is owed, and the letter asks for it, in both languages. The two vantages
// are of one machine, made to look like two: what tells machines apart is not
// what is tried here.
func TestACreditThatIsOwedIsAskedFor(t *testing.T) {
	if dir := os.Getenv("CONSTAT_OWED_IN"); dir != "" {
		playOwed(t, dir)
		return
	}
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	t.Parallel()
	if _, err := exec.LookPath("nginx"); err != nil {
		t.Skip("nginx is not installed")
	}
	apart := []string{"--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"}
	if out, err := exec.Command("unshare", append(apart, "true")...).CombinedOutput(); err != nil || os.Getuid() != 0 {
		t.Skipf("namespaces of its own are for root, where they are allowed: %v %s", err, out)
	}
	dir := t.TempDir()
	if err := os.Rename(buildPrograms(t), filepath.Join(dir, "bin")); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("unshare", append(apart, os.Args[0], "-test.run=^TestACreditThatIsOwedIsAskedFor$", "-test.v", "-test.timeout=10m")...)
	c.Env = append(os.Environ(), "CONSTAT_OWED_IN="+dir)
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	runtime.LockOSThread() // the signal is sent when the thread ends
	defer runtime.UnlockOSThread()
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

func playOwed(t *testing.T, dir string) {
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(loopback(true))
	const site, other = "127.0.0.1:8081", "127.0.0.1:8082"
	start := nginxOf(t, dir, site)
	start()
	control := nginxOf(t, filepath.Join(dir, "other"), other) // of another host, which goes on
	control()
	d := &demonstration{lang: "en", dir: filepath.Join(dir, "story"), stderr: io.Discard}
	must(os.Mkdir(d.dir, 0o755))
	stop, err := d.stamp()
	must(err)
	defer stop()
	stopWitness, err := d.openWitness(t.Context())
	must(err)
	defer stopWitness()

	rule := fmt.Sprintf(owedRule, other, record.Sum([]byte(owedPromise)))
	putText(t, d.path("contrats.yaml"), owedTerms)
	putText(t, d.path("hote.yaml"), rule)
	putText(t, d.path("lettre.yaml"), owedLetter)
	var daemons []*exec.Cmd
	for n, name := range demoVantages {
		home := d.path("vantages", name)
		must(d.constat(t.Context(), "init", home, "--name", name))
		must(d.enrol(t.Context(), home))
		putText(t, filepath.Join(home, "contrats.yaml"), owedTerms)
		putText(t, filepath.Join(home, "hote.yaml"), rule)
		var anchors, clocks []string
		for _, a := range d.authorities {
			anchors = append(anchors, a.URL())
		}
		for _, s := range d.servers {
			clocks = append(clocks, s.Address())
		}
		putText(t, filepath.Join(home, "constat.yaml"), fmt.Sprintf(owedConfig, name, site, other, strings.Join(anchors, ", "), d.witness.address, d.witness.Key(), strings.Join(clocks, ", "), other))
		must(d.constat(t.Context(), "check", "--config", filepath.Join(home, "constat.yaml")))
		daemons = append(daemons, ownMachine(t, dir, home, n))
	}
	verdict := func(want string) func() bool {
		return func() bool {
			for _, name := range demoVantages {
				out, _ := exec.Command(filepath.Join(dir, "bin", "constat"), "status", "--json", "--config", d.path("vantages", name, "constat.yaml")).Output()
				if !regexp.MustCompile(`"name": "vitrine"[^}]*"outcome": "` + want + `"`).Match(out) {
					return false
				}
			}
			return true
		}
	}
	eventually(t, "the site answers", verdict("good"))
	nginxStop(t, dir)
	eventually(t, "the site is down", verdict("bad"))
	rounds := time.NewTimer(11 * time.Second) // of an outage that must last
	<-rounds.C
	start()
	eventually(t, "the site answers again", verdict("good"))
	for _, c := range daemons {
		must(c.Process.Signal(syscall.SIGTERM))
		must(c.Wait())
	}
	must(d.certificate(t.Context()))
	must(d.evidence(t.Context()))
	must(d.constat(t.Context(), "report", d.path("bundle.zip"), "--policy", d.path("policy"), "--terms", d.path("contrats.yaml"), "-o", d.path("report.pdf"), "--json", d.path("dossier.json")))
	var facts dossier.Dossier
	must(json.Unmarshal(contents(t, d.path("dossier.json")), &facts))
	c := facts.Contracts[0]
	if c.Result != string(contract.Eligible) || c.Credit.Amount != "3.00" || len(c.AskDays) != 1 || len(c.Reasons) > 0 || !slices.Equal(c.Reservations, []string{"rule-foreign"}) {
		t.Errorf("%s %v, %v: %+v by %v", c.Result, c.Reasons, c.Reservations, c.Credit, c.AskDays)
	}
	kept := os.Getenv("CONSTAT_OWED_KEEP") // a folder to look at the letters in
	for lang, says := range map[string][]string{
		"fr": {"nous demandons que vous portiez à notre compte un crédit de 3,00 CAD", "il restait 15 jours pour demander", "faite dans le délai", "minute admise sur 4"},
		"en": {"We therefore ask that you credit our account with CAD 3.00", "15 days were left to ask", "made within the time"},
	} {
		out := d.path("letter-" + lang)
		e := &demonstration{lang: lang, dir: d.dir, stderr: io.Discard}
		must(e.constat(t.Context(), "credit", d.path("bundle.zip"), "--policy", d.path("policy"), "--terms", d.path("contrats.yaml"), "--contract", "vitrine", "--letter", d.path("lettre.yaml"), "-o", out))
		if kept != "" {
			must(errors.Join(os.MkdirAll(kept, 0o755), os.WriteFile(filepath.Join(kept, "letter-"+lang+".pdf"), contents(t, filepath.Join(out, letterName)), 0o644)))
		}
		if totext, err := exec.LookPath("pdftotext"); err == nil {
			text, err := exec.Command(totext, filepath.Join(out, letterName), "-").Output()
			must(err)
			flat := strings.Join(strings.Fields(strings.ReplaceAll(string(text), "\u00a0", " ")), " ")
			for _, want := range says {
				if !strings.Contains(flat, want) {
					t.Errorf("%s: without %q:\n%s", lang, want, flat)
				}
			}
		}
	}
}

// ownMachine starts the daemon of a vantage with a machine-id(5) of its own.
func ownMachine(t *testing.T, dir, home string, n int) *exec.Cmd {
	t.Helper()
	id := filepath.Join(dir, fmt.Sprint("machine-", n))
	putText(t, id, strings.Repeat(fmt.Sprint(n+1), 32)+"\n")
	log, err := os.Create(filepath.Join(home, "run.log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	c := exec.Command("unshare", "--mount", "sh", "-c", `[ ! -e /etc/machine-id ] || mount --bind "$1" /etc/machine-id; exec "$2" run --config "$3"`, "sh", id, filepath.Join(dir, "bin", "constat"), filepath.Join(home, "constat.yaml"))
	c.Stdout, c.Stderr = log, log
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c
}

// nginxOf prepares a real server in dir, and returns what starts it.
func nginxOf(t *testing.T, dir, address string) (start func()) {
	t.Helper()
	putText(t, filepath.Join(dir, "www", "index.html"), "<!doctype html><title>Vitrine</title><p>Vitrine, ouverte.</p>\n")
	putText(t, filepath.Join(dir, "www", "engagement.html"), owedPromise)
	conf := filepath.Join(dir, "nginx.conf")
	putText(t, conf, fmt.Sprintf("user root; daemon off; pid %[1]s/pid; error_log stderr; events {} http { access_log off; types { text/html html; } server { listen %[2]s; root %[1]s/www; } }\n", dir, address))
	return func() {
		var said bytes.Buffer
		c := exec.Command("nginx", "-c", conf)
		c.Stdout, c.Stderr = &said, &said
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		go func() { _ = c.Wait() }() // the namespace ends it at the latest
	}
}

// nginxStop ends the server in dir at once.
func nginxStop(t *testing.T, dir string) {
	t.Helper()
	if out, err := exec.Command("nginx", "-c", filepath.Join(dir, "nginx.conf"), "-s", "stop").CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
}
