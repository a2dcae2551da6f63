package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/export"
	"constat/report/lang"
	"constat/report/pdf"
	"constat/store/bundle"
	"constat/store/record"
)

// creditCmd writes what a provider's terms ask for when a credit is asked for:
// a letter, its tables, and the originals to keep. It returns 1 where nothing
// is owed or a bundle is broken, and then writes nothing.
func creditCmd(_ context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("credit", stdout, stderr)
	c := crediting{reporting: reporting{pdf: reportName}}
	o.StringVarP(&c.dir, "output", "o", "", "new `folder` to write")
	o.StringVar(&c.name, "contract", "", "`name` of the contract, in the terms")
	o.StringVar(&c.period, "period", "", "a `day` in the period, 2021-08-28; by default the only one that can be asked for")
	o.StringVar(&c.letter, "letter", "", "`file` of who writes to whom, about which resources, and what is masked")
	o.StringVar(&c.terms, "terms", "", "`file` of the contracts: their rules, fees, tickets, maintenance and losses")
	o.StringVar(&c.policy, "policy", "", "`file` of whom to believe (c2sp.org/tlog-policy)")
	o.StringVar(&c.method, "method", "", "`file` of the accounting method; the built-in one by default")
	o.StringVar(&c.report, "report", "", "the report's `PDF` as it is handed over, signed: the letter names it; by default one is made")
	o.StringVar(&c.at, "at", "", "RFC 3339 `time`, the day of the letter and of its report; by default that of the clock for the letter, the newest checkpoint's for the report")
	o.StringVar(&c.paper, "paper", "letter", "`size`: letter, a4")
	o.StringVar(&c.zone, "zone", "", "time `zone` of the letter; that which the rule asks for, or the contract's")
	help := say("DOSSIER... --terms FICHIER --contract NOM -o DOSSIER [--period JOUR] [--letter FICHIER] [--report RAPPORT.pdf] [--policy FICHIER] [--lang fr|en] [--at TEMPS] [--zone ZONE] [--paper letter|a4]\n\nÉcrit la demande de crédit qu'un contrat permet : une lettre à relire et à signer, ses tableaux, ce qui est confidentiel y étant masqué, et les originaux à garder. Un projet, qui ne demande rien, quand le crédit n'est pas établi ; rien, et 1, quand aucun n'est dû.",
		"BUNDLE... --terms FILE --contract NAME -o FOLDER [--period DAY] [--letter FILE] [--report REPORT.pdf] [--policy FILE] [--lang fr|en] [--at TIME] [--zone ZONE] [--paper letter|a4]\n\nWrites the request for a credit that a contract allows: a letter to read over and sign, its tables, in which what is confidential is masked, and the originals to keep. A draft, which asks for nothing, where the credit is not established; nothing, and 1, where none is owed.")
	if code, done := o.parse(args, help, 1, 10_000); done {
		return code
	}
	c.lang = o.lang()
	claim, err := c.run(o.Args())
	var broken *brokenError
	switch {
	case errors.As(err, &broken):
		bundle.Print(stderr, c.lang, broken.checks)
		return 1
	case errors.Is(err, dossier.ErrNotOwed):
		fmt.Fprintln(stderr, say("aucun crédit n'est dû : aucune lettre n'est écrite", "no credit is owed: no letter is written").In(c.lang))
		return 1
	case err != nil:
		return o.fail(c.trouble(err))
	}
	c.told(stdout, claim)
	return 0
}

// What a folder of a request holds; kept lies below it, and is not sent.
const (
	letterName, outagesSheet, logSheet, readmeName, sumsName = "letter.pdf", "outages.csv", "log.csv", "README.txt", "SHA256SUMS"

	keptDir    = "kept"
	reportName = "report.pdf"
)

// A crediting is one call of the command.
type crediting struct {
	reporting
	dir, name, period, letter, report string
}

func (c crediting) run(files []string) (claim dossier.Claim, err error) {
	if c.dir == "" || c.name == "" || c.terms == "" {
		return claim, errors.New(say("il faut -o DOSSIER, --terms FICHIER et --contract NOM", "-o FOLDER, --terms FILE and --contract NAME are wanted").In(c.lang))
	}
	if err := os.Mkdir(c.dir, 0o700); err != nil { // the last thing that should be found wrong after minutes of work
		return claim, err
	}
	parts, claim, err := c.made(files)
	if err != nil {
		return claim, errors.Join(err, os.Remove(c.dir))
	}
	return claim, c.write(parts)
}

// A written is a file of the folder.
type written struct {
	kind, name string
	data       []byte
}

func (w written) exhibit() pdf.Exhibit { return pdf.ExhibitOf(w.kind, w.name, w.data) }

// made is every file, the letter first; whatever lies in kept is not sent.
func (c crediting) made(files []string) (parts []written, claim dossier.Claim, err error) {
	letter, err := c.readLetter()
	if err != nil {
		return nil, claim, err
	}
	made, heard, err := c.composed(files)
	if err != nil {
		return nil, claim, err
	}
	handed, err := c.handed(made.pdf)
	if err != nil {
		return nil, claim, err
	}
	opt, err := made.recipe.Options()
	if err != nil {
		return nil, claim, err
	}
	if claim, err = made.dossier.Claim(opt.Terms, c.name, c.period); err != nil {
		return nil, claim, err
	}
	claim = c.on(claim, made.dossier.At.Instant, time.Now())
	claim.Place(letter)
	zone, err := lang.Zone(c.zoneOf(claim))
	if err != nil {
		return nil, claim, fmt.Errorf("--zone: %w", err)
	}
	outages, err := export.Outages(made.dossier, claim, letter, zone)
	if err != nil {
		return nil, claim, err
	}
	log, err := export.Log(made.dossier, claim, letter, heard, zone)
	if err != nil {
		return nil, claim, err
	}
	sent := []written{{"outages", outagesSheet, outages.Sent}, {"log", logSheet, log.Sent}, {"readme", readmeName, []byte(lang.French.Letter.Readme + "\n" + lang.English.Letter.Readme)}}
	kept := []written{{"report", filepath.Join(keptDir, reportName), handed}, {"outages-kept", filepath.Join(keptDir, outagesSheet), outages.Kept}, {"log-kept", filepath.Join(keptDir, logSheet), log.Kept}}
	page := pdf.LetterOptions{Lang: c.lang, Paper: c.paper, Zone: zone, Letter: letter, Report: kept[0].exhibit(), Mask: export.Conceal(made.dossier, letter)}
	for _, w := range sent {
		page.Enclosed = append(page.Enclosed, w.exhibit())
	}
	for _, w := range kept[1:] {
		page.Kept = append(page.Kept, w.exhibit())
	}
	for _, f := range made.dossier.Files {
		page.Kept = append(page.Kept, pdf.Exhibit{Kind: "bundle", Name: f.Name, Bytes: f.Bytes, SHA256: f.SHA256})
	}
	var b bytes.Buffer
	if err := pdf.WriteLetter(&b, made.dossier, claim, page); err != nil {
		return nil, claim, err
	}
	return slices.Concat([]written{{"letter", letterName, b.Bytes()}}, sent, kept), claim, nil
}

// handed is the report that the letter names: the one that was made, or the one
// that is given, which may have been signed since and must else be the same.
func (c crediting) handed(made []byte) ([]byte, error) {
	if c.report == "" {
		return made, nil
	}
	given, err := readWithin(c.report, maxReport)
	if err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	if !bytes.HasPrefix(given, made) {
		return nil, errors.New(say("%q n'est pas le rapport de ces dossiers et de ces contrats, à la même date, dans la même langue, le même fuseau et le même format de page", "%q is not the report of these bundles and contracts, of the same date, in the same language, zone and page size", c.report).In(c.lang))
	}
	return given, nil
}

// on is a claim of the day that is chosen, or of the clock's, which cannot be
// before the newest checkpoint.
func (c crediting) on(claim dossier.Claim, newest record.Instant, now time.Time) dossier.Claim {
	if c.at != "" {
		return claim.On(newest, true) // the report is of the same time
	}
	return claim.On(max(record.At(now), newest), false)
}

// zoneOf names the zone of the letter.
func (c crediting) zoneOf(claim dossier.Claim) string {
	for _, name := range []string{c.zone, claim.Promise.Ask.Zone, claim.Contract.Zone} {
		if name != "" {
			return name
		}
	}
	return "UTC"
}

// composed is the report that the letter rests on, and what was heard.
func (c crediting) composed(files []string) (*composed, []dossier.Heard, error) {
	asked := c.reporting
	if asked.zone == "" {
		asked.zone = "UTC"
	}
	recipe, believed, err := asked.asked()
	if err != nil {
		return nil, nil, err
	}
	proofs, err := verifyAll(files, believed)
	if err != nil {
		return nil, nil, err
	}
	if checks := allChecks(proofs); bundle.Judge(checks) == bundle.Broken {
		return nil, nil, &brokenError{checks}
	}
	var heard []dossier.Heard
	made, err := composeHearing(recipe, proofs, true, func(h dossier.Heard) { heard = append(heard, h) })
	return made, heard, err
}

func (c crediting) readLetter() (*contract.Letter, error) {
	if c.letter == "" {
		return contract.NoLetter(), nil
	}
	text, err := readWithin(c.letter, maxTermsFile)
	if err != nil {
		return nil, fmt.Errorf("read letter: %w", err)
	}
	letter, err := contract.ParseLetter(text)
	if err != nil {
		return nil, termsTrouble(c.letter, err, c.lang)
	}
	return letter, nil
}

// write writes the files, and a list of those that are sent for sha256sum -c.
func (c crediting) write(parts []written) error {
	if err := os.Mkdir(filepath.Join(c.dir, keptDir), 0o700); err != nil {
		return err
	}
	var sums strings.Builder
	for _, w := range parts {
		if err := writeWhole(filepath.Join(c.dir, w.name), w.data, false); err != nil {
			return err
		}
		if filepath.Dir(w.name) == "." {
			fmt.Fprintf(&sums, "%s  %s\n", w.exhibit().SHA256, w.name)
		}
	}
	return writeWhole(filepath.Join(c.dir, sumsName), []byte(sums.String()), false)
}

// trouble puts what can be wrong with a request into the reader's language.
func (c crediting) trouble(err error) error {
	var several *dossier.PeriodsError
	switch {
	case errors.As(err, &several):
		return errors.New(say("un crédit peut être demandé pour plusieurs périodes ; nommez l'une d'elles par un de ses jours : --period %s", "a credit can be asked for in several periods; name one by a day in it: --period %s", strings.Join(several.Days, ", ")).In(c.lang))
	case errors.Is(err, dossier.ErrNoContract):
		return errors.New(say("aucun contrat de ce nom dans %q, ou il n'était pas en vigueur", "no contract of that name in %q, or it was not in force", c.terms).In(c.lang))
	}
	return err
}

// dated says where the letter's day is not today's, and where today it is too
// late to ask.
func (c crediting) dated(w io.Writer, l *lang.Language, claim dossier.Claim, now time.Time) {
	zone, err := lang.Zone(c.zoneOf(claim))
	if err != nil {
		return
	}
	day, today := l.Time.Day(claim.Day.Time().In(zone)), l.Time.Day(now.In(zone))
	if day != today {
		fmt.Fprintln(w, say("La lettre porte la date du %s ; nous sommes le %s.", "The letter is dated %s; today is %s.", day, today).In(c.lang))
	}
	if claim.Chosen && claim.Eligible() && claim.Contract.AskBy.Known && record.At(now) > claim.Contract.AskBy.Instant {
		fmt.Fprintln(w, say("Le délai pour demander est passé depuis : cette lettre ne refait que ce qui a pu être demandé à sa date.", "The time to ask has ended since: this letter only makes again what could be asked on its date.").In(c.lang))
	}
}

// told says what was written, and what is to be done before it is sent.
func (c crediting) told(w io.Writer, claim dossier.Claim) {
	fmt.Fprintln(w, filepath.Join(c.dir, letterName))
	l, err := lang.For(c.lang)
	if err != nil {
		return
	}
	letter, err := c.readLetter()
	if err != nil {
		return
	}
	c.dated(w, l, claim, time.Now())
	if !claim.Eligible() {
		fmt.Fprintln(w, l.Letter.Notice)
		for _, r := range claim.Contract.Reasons {
			words := l.Reason(r)
			if r == string(contract.Expired) {
				words = l.Letter.Late(claim.Contract.AskDay, claim.Contract.Zone)
			}
			fmt.Fprintln(w, "–", words)
		}
	}
	if left, ok := claim.Left(); ok && left >= 0 {
		fmt.Fprintln(w, l.Letter.LastDay(claim.Contract.AskDay, claim.Contract.Zone), l.Letter.Left(left))
	}
	var fields, open []string
	for _, f := range pdf.Lacking(claim, letter) {
		fields = append(fields, lang.Pick(l.Contract.Asks, f))
	}
	for _, part := range claim.Promise.Untold() {
		open = append(open, lang.Pick(l.Contract.Parts, part))
	}
	if len(fields) > 0 {
		fmt.Fprintln(w, l.Letter.Fill(l.List(fields)))
	}
	if len(open) > 0 {
		fmt.Fprintln(w, l.Contract.Untold(l.List(open)))
	}
	fmt.Fprintln(w, l.Letter.Keep(filepath.Join(c.dir, keptDir)))
}
