package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/pflag"

	"constat/report/roster"
	"constat/store/registry"
)

// bringing are the flags of `constat claim import`.
type bringing struct {
	mapping     string
	dry         bool
	also        []int // lines that a likely twin does not hold back
	skipRefused bool
}

func bringFlags(c *claimCommand, flags *pflag.FlagSet) {
	b := &c.bringing
	flags.StringVar(&b.mapping, "map", "", "")
	flags.BoolVar(&b.dry, "dry-run", false, "")
	flags.IntSliceVar(&b.also, "also", nil, "")
	flags.BoolVar(&b.skipRefused, "skip-refused", false, "")
}

// A fate is what becomes of a row.
type fate struct {
	Line     int    `json:"line"`
	Fate     string `json:"fate"` // add, again (brought in before), withdrawn (and removed since), twin, likely, refused
	Lines    []int  `json:"lines"`
	Members  []int  `json:"members"`
	Field    string `json:"field"`
	Why      string `json:"why"`
	MemberNo int    `json:"member_no"` // once added, else 0
	row      roster.Row
	nth      int // of the rows that say just the same
}

// bring reads a list of members and adds those that are new. Nothing is added
// while a row is refused, unless --skip-refused says so.
func (c *claimCommand) bring(ctx context.Context, args []string) int {
	switch {
	case len(args) != 2:
		return c.misused(c.text("import veut un registre et une liste : constat claim import NOM LISTE.csv --map plan.yaml", "import takes a claim and a list: constat claim import NAME LIST.csv --map map.yaml"))
	case c.mapping == "":
		return c.misused(c.text("--map manque : le plan qui dit quelle colonne est quel champ (le mode d'emploi en montre un)", "--map is missing: the map that says which column is which field (the README shows one)"))
	}
	claim, err := registry.Open(c.dir, args[0])
	if err != nil {
		return c.failed(args[0], err)
	}
	list, ok := c.readList(claim, args[1])
	if !ok {
		return 2
	}
	key, err := importKeyOf(c.mapping)
	if err != nil {
		return c.failed(c.mapping, err)
	}
	fates := c.fates(list)
	if err := knownAgain(claim, key, fates); err != nil {
		return c.failed(claim.Name, err)
	}
	refused := slices.ContainsFunc(fates, func(f fate) bool { return f.Fate == "refused" })
	status := 0
	switch {
	case refused && !c.skipRefused && !c.dry:
		status = 2
	case !c.dry:
		if key, err = key.made(c.mapping); err != nil {
			return c.failed(c.mapping, err)
		}
		status = c.addRows(ctx, claim, key, fates)
	}
	if err := c.printFates(list, fates); err != nil {
		return 2
	}
	if refused && !c.skipRefused && !c.dry {
		c.complain(c.text("Rien n'a été ajouté : corrigez ces lignes, ou --skip-refused ajoute les autres.", "Nothing was added: correct these lines, or --skip-refused adds the others."))
	}
	return status
}

func (c *claimCommand) readList(claim *registry.Claim, path string) (*roster.List, bool) {
	text, err := readBounded(c.mapping, 1<<20)
	var m *roster.Map
	if err == nil {
		m, err = roster.ParseMap(text)
	}
	if err != nil {
		return nil, c.failed(c.mapping, err) == 0
	}
	file, err := readBounded(path, roster.MaxFile)
	var list *roster.List
	if err == nil {
		list, err = roster.Read(file, m)
	}
	if err != nil {
		return nil, c.failed(path, err) == 0
	}
	var members []registry.Member
	if c.identity != "" {
		if members, err = c.membersOf(claim); err != nil {
			return nil, c.failed(claim.Name, err) == 0
		}
	}
	list.FindTwins(members)
	return list, true
}

func (c *claimCommand) membersOf(claim *registry.Claim) ([]registry.Member, error) {
	key, err := os.Open(c.identity)
	if err != nil {
		return nil, err
	}
	defer key.Close()
	return claim.Members(key)
}

// knownAgain finds, of the rows to be added, those that an import by the same map brought before.
func knownAgain(claim *registry.Claim, key importKey, fates []fate) error {
	if key == nil {
		return nil
	}
	for i := range fates {
		f := &fates[i]
		if f.Fate != "add" {
			continue
		}
		no, gone, err := claim.Brought(key.post(claim.Name, f.row, f.nth))
		switch {
		case err != nil:
			return err
		case no != 0 && gone:
			f.Fate, f.Members = "withdrawn", []int{no}
		case no != 0:
			f.Fate, f.Members = "again", []int{no}
		}
	}
	return nil
}

func (c *claimCommand) fates(list *roster.List) (all []fate) {
	alike := map[string]int{}
	for _, r := range list.Rows {
		f := fate{Line: r.Line, Fate: "add", Lines: []int{}, Members: []int{}, row: r}
		if r.Problem == nil {
			print := string(r.Print())
			f.nth = alike[print]
			alike[print]++
		}
		switch {
		case r.Problem != nil:
			f.Fate = "refused"
			f.Field, f.Why = c.problem(r.Problem)
		case !r.Same.None():
			f.Fate = "twin"
			f.Lines, f.Members = append(f.Lines, r.Same.Lines...), append(f.Members, r.Same.Members...)
		case !r.Likely.None() && !slices.Contains(c.also, r.Line):
			f.Fate = "likely"
			f.Lines, f.Members = append(f.Lines, r.Likely.Lines...), append(f.Members, r.Likely.Members...)
		}
		all = append(all, f)
	}
	return all
}

func (c *claimCommand) addRows(ctx context.Context, claim *registry.Claim, key importKey, fates []fate) int {
	for i := range fates {
		if fates[i].Fate != "add" {
			continue
		}
		err := ctx.Err()
		var r registry.Receipt
		if err == nil {
			r, err = claim.AddOnce(fates[i].row.JSON, key.post(claim.Name, fates[i].row, fates[i].nth), time.Now())
		}
		if err != nil {
			return c.failed(claim.Name, err)
		}
		fates[i].MemberNo = r.MemberNo
	}
	return 0
}

// problem says which column or field is wrong, and how, in the reader's language.
func (c *claimCommand) problem(err error) (field, why string) {
	var p *roster.Problem
	if errors.As(err, &p) {
		return p.Column, c.listError(p.Err)
	}
	var f *registry.FieldError
	if errors.As(err, &f) {
		g := *f
		g.Field = ""
		return f.Field, c.explain(&g)
	}
	return "", err.Error()
}

func (c *claimCommand) printFates(list *roster.List, fates []fate) error {
	counts := map[string]int{}
	for _, f := range fates {
		counts[f.Fate]++
	}
	if c.asJSON {
		return printJSON(c.stdout, struct {
			Rows    []fate   `json:"rows"`
			LeftOut []string `json:"left_out"`
			DryRun  bool     `json:"dry_run"`
		}{append([]fate{}, fates...), append([]string{}, list.LeftOut...), c.dry})
	}
	table := tabwriter.NewWriter(c.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, c.text("LIGNE\tSORT\tPOURQUOI", "LINE\tFATE\tWHY"))
	words := map[string]string{"add": c.text("ajouté", "added"), "twin": c.text("déjà là", "there already"), "again": c.text("déjà importé", "imported before"), "withdrawn": c.text("retiré depuis", "withdrawn since"), "likely": c.text("retenu", "held back"), "refused": c.text("refusé", "refused")}
	if added := !slices.ContainsFunc(fates, func(f fate) bool { return f.MemberNo != 0 }); added {
		words["add"] = c.text("à ajouter", "to be added")
	}
	for _, f := range fates {
		fmt.Fprintf(table, "%d\t%s\t%s\n", f.Line, words[f.Fate], c.because(f))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if len(list.LeftOut) > 0 {
		c.say("Colonnes laissées de côté : %s", "Columns left out: %s", strings.Join(list.LeftOut, ", "))
	}
	c.say("Lignes : %d ; %s : %d, déjà là : %d, retenues : %d, refusées : %d.", "Rows: %d; %s: %d, there already: %d, held back: %d, refused: %d.", len(fates), words["add"], counts["add"], counts["twin"], counts["likely"], counts["refused"])
	if n := counts["again"] + counts["withdrawn"]; n > 0 {
		c.say("Laissées de côté, car un import avec ce plan les a déjà apportées : %d, dont retirées depuis : %d.", "Left out, for an import with this map brought them before: %d, of them withdrawn since: %d.", n, counts["withdrawn"])
	}
	if counts["likely"] > 0 {
		c.say("Retenues : le nom est celui d'un autre ; --also LIGNE,… ajoute celles qui sont d'autres personnes.", "Held back: the name is that of another; --also LINE,… adds those that are other persons.")
	}
	if c.identity == "" {
		c.say("Sans --identity, la liste n'a été comparée qu'avec elle-même et avec ce que ce plan a déjà apporté, pas avec le registre.", "Without --identity the list was compared with itself and with what this map brought before, not with the register.")
	}
	return nil
}

func (c *claimCommand) because(f fate) string {
	switch f.Fate {
	case "refused":
		return strings.TrimPrefix(fmt.Sprintf(c.text("%s : %s", "%s: %s"), f.Field, f.Why), c.text(" : ", ": "))
	case "again", "withdrawn":
		return c.text("membre ", "member ") + numbersOf(f.Members)
	case "twin", "likely":
		var all []string
		if len(f.Members) > 0 {
			all = append(all, c.text("membre ", "member ")+numbersOf(f.Members))
		}
		if len(f.Lines) > 0 {
			all = append(all, c.text("ligne ", "line ")+numbersOf(f.Lines))
		}
		what := c.text("même courriel ou n° d'entreprise : ", "same e-mail or enterprise number: ")
		if f.Fate == "likely" {
			what = c.text("même nom : ", "same name: ")
		}
		return what + strings.Join(all, ", ")
	}
	if f.MemberNo > 0 {
		return c.text("membre ", "member ") + strconv.Itoa(f.MemberNo)
	}
	return ""
}

func numbersOf(list []int) string {
	slices.Sort(list)
	var all []string
	for _, n := range slices.Compact(list) {
		all = append(all, strconv.Itoa(n))
	}
	return strings.Join(all, ", ")
}

// listProblem says where in a list or its map a fault is, and which.
func (c *claimCommand) listProblem(p *roster.Problem) string {
	at, colon := "", c.text(" : ", ": ")
	if p.Line > 0 {
		at = fmt.Sprintf(c.text("ligne %d", "line %d"), p.Line) + colon
	}
	if p.Column != "" {
		at += strconv.Quote(p.Column) + colon
	}
	return at + c.listError(p.Err)
}

// listError says a fault of a list or its map in the reader's language.
func (c *claimCommand) listError(err error) string {
	for _, f := range listFaults {
		if errors.Is(err, f.err) {
			more := strings.TrimPrefix(err.Error(), f.err.Error())
			return c.text(f.fr, f.err.Error()) + more
		}
	}
	return err.Error()
}

var listFaults = []struct {
	err error
	fr  string
}{
	{roster.ErrTooLarge, "le fichier est trop gros"},
	{roster.ErrBook, "ce classeur ne se lit pas"},
	{roster.ErrEncoding, "ce n'est pas de l'UTF-8, et rien n'y dit son codage : dites dans le plan encoding: windows-1252, utf-16le ou utf-16be"},
	{roster.ErrText, "ce n'est pas du texte dans le codage que dit le plan"},
	{roster.ErrSeparator, "le séparateur ne se reconnaît pas : dites dans le plan separator: \",\", \";\" ou tab"},
	{roster.ErrNoColumn, "le plan nomme une colonne que la liste n'a pas"},
	{roster.ErrTwice, "deux fois"},
	{roster.ErrSheets, "le classeur a plusieurs feuilles : dites laquelle dans le plan, sheet: NOM"},
	{roster.ErrSheet, "le classeur n'a pas cette feuille"},
	{roster.ErrTitles, "la ligne de titres manque"},
	{roster.ErrCells, "un autre nombre de cases que de titres"},
	{roster.ErrQuotes, "un guillemet manque ou est de trop"},
	{roster.ErrMany, "trop de lignes ou de colonnes"},
	{roster.ErrFormula, "est une formule : mettez la valeur à sa place dans le tableur, ou dites dans le plan formulas: values"},
	{roster.ErrError, "contient une erreur du tableur"},
	{roster.ErrAmount, "n'est pas un montant dans la forme que dit le plan (amounts: fr pour 1 234,56 ; en pour 1,234.56)"},
	{roster.ErrDay, "n'est pas un jour dans la forme que dit le plan (dates: fr pour 31/12/2021 ; us pour 12/31/2021) ; une année a quatre chiffres"},
	{roster.ErrZone, "est une heure sans fuseau : dites dans le plan zone: America/Toronto"},
	{roster.ErrHour, "est une heure que le fuseau a eue deux fois, ou pas du tout, ce jour-là"},
	{roster.ErrYesNo, "ni oui ni non"},
	{roster.ErrDigits, "a plus de chiffres qu'un tableur n'en garde : écrivez-le comme texte"},
	{roster.ErrMap, "ce plan ne se lit pas"},
	{roster.ErrPath, "n'est pas un champ d'un membre"},
	{roster.ErrForm, "n'est pas une des formes connues"},
}
