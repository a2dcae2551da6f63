package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"constat/collector/importer"
	"constat/report/contract"
	"constat/store/record"
)

// importKinds are the records of others that can be taken in.
var importKinds = []string{"manifest"}

// An importOrder says what is to be taken in. It goes over the socket as in the
// same process.
type importOrder struct {
	Kind     string         `json:"kind"`
	Path     string         `json:"path"`
	As       string         `json:"as"`
	Site     string         `json:"site"`
	Provider string         `json:"provider"`
	Of       record.Instant `json:"of"` // 0 for a folder that the customer still holds
	Day      bool           `json:"day"`
	Offset   int            `json:"offset"`
	DryRun   bool           `json:"dry_run"`
}

// What was taken in, or would be.
type imported struct {
	Target  string          `json:"target"`
	New     bool            `json:"new_target"`
	Kind    string          `json:"kind"`
	Source  string          `json:"source"` // its form
	SHA256  record.Hash     `json:"sha256"` // of the file, zero for a folder
	Records int64           `json:"records"`
	Bytes   int64           `json:"bytes"`
	Unsized int64           `json:"size_unknown"` // files of which the list gives no size
	Unread  int64           `json:"unreadable"`
	At      *record.Instant `json:"at"`      // null for what is held locally
	Day     bool            `json:"at_day"`  // only the day was told
	Zone    int             `json:"at_zone"` // it was told in, in minutes east of UTC
	Local   bool            `json:"local"`
	Kinds   []importedKind  `json:"kinds"`
	DryRun  bool            `json:"dry_run"`
}

type importedKind struct {
	Kind  record.FileKind `json:"kind"`
	Files int64           `json:"files"`
	Bytes int64           `json:"bytes"`

	Unsized int64 `json:"size_unknown"`
}

// importCmd takes in what others wrote down, as second-hand evidence.
func importCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("import", stdout, stderr)
	var order importOrder
	o.StringVar(&order.As, "as", "", "`target` it is of; one that is not known is created")
	o.StringVar(&order.Site, "site", "", "`site` of a new target")
	o.StringVar(&order.Provider, "provider", "", "`provider` of a new target")
	zone := o.String("tz", "UTC", "time `zone` of --at, where that names none")
	at := o.String("at", "", "`time` when it was so: RFC 3339, or a date, or a date and a time of --tz")
	o.BoolVar(&order.DryRun, "dry-run", false, "read and show, keep nothing")
	asJSON := o.Bool("json", false, "tell it as JSON, for programs")
	help := say("manifest FICHIER|DOSSIER --as CIBLE [--at TEMPS] [--tz FUSEAU] [--site NOM] [--provider CLÉ] [--dry-run] [--json]\n\nPrend une liste de fichiers (md5sums, sha256sums, ou empreinte, taille et chemin entre tabulations) ou un dossier, comme pièce de seconde main : ce qu'elle dit, et de quand, n'est que votre parole. Deux listes d'une cible sont comparées. Un dossier sans --at est ce que le client détient encore : les fichiers perdus y sont recherchés par leur contenu.",
		"manifest FILE|FOLDER --as TARGET [--at TIME] [--tz ZONE] [--site NAME] [--provider KEY] [--dry-run] [--json]\n\nTakes in a list of files (md5sums, sha256sums, or digest, size and path between tabs) or a folder, as second-hand evidence: what it says, and of when, is your word. Two lists of one target are compared. A folder without --at is what the customer still holds: lost files are looked for in it by their content.")
	if code, done := o.parse(args, help, 2, 2); done {
		return code
	}
	order.Kind, order.Path = o.Arg(0), o.Arg(1)
	err := order.complete(o.lang(), *at, *zone)
	var done imported
	if err == nil {
		done, err = order.place(ctx, o.folder())
	}
	if err == nil {
		err = done.print(o, *asJSON)
	}
	if err != nil {
		return o.fail(err)
	}
	return 0
}

// complete checks what was asked for, and reads the time.
func (i *importOrder) complete(lang, at, zone string) (err error) {
	switch {
	case !slices.Contains(importKinds, i.Kind):
		return errors.New(say("on ne sait pas prendre %q ; on prend : %s", "%q is not taken in; what is: %s", i.Kind, strings.Join(importKinds, ", ")).In(lang))
	case i.As == "" || len(i.As) > 200 || strings.ContainsFunc(i.As, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return errors.New(tr(lang, "de quelle cible ? dites --as CIBLE, d'au plus 200 caractères", "of which target? say --as TARGET, of at most 200 characters"))
	case strings.ContainsFunc(i.Site+i.Provider, turns):
		return errors.New(tr(lang, "le nom d'un site ou d'un fournisseur tient sur une ligne", "the name of a site or a provider is on one line"))
	}
	fi, err := os.Stat(i.Path)
	if err != nil {
		return err
	}
	if at == "" {
		if !fi.IsDir() {
			return errors.New(tr(lang, "de quand est cette liste ? dites --at TEMPS", "of when is this list? say --at TIME"))
		}
		return nil
	}
	told, day, err := instantIn(at, zone)
	if err != nil {
		return err
	}
	i.Of = record.At(told)
	if _, east := told.Zone(); east%60 == 0 { // as every zone of these times
		i.Day, i.Offset = day, east/60
	}
	if i.Of <= 0 { // which is how a log tells that no time was told
		return errors.New(say("--at %s : on ne consigne rien d'aussi ancien ; donnez un temps postérieur au 1er janvier 1970", "--at %s: nothing that old is kept; give a time after 1 January 1970", i.Of).In(lang))
	}
	if now := record.At(time.Now()); i.Of > now {
		return errors.New(say("--at %s est encore à venir", "--at %s is still to come", i.Of).In(lang))
	}
	return nil
}

// instantIn reads a time, and whether it is a day alone; one that names no zone
// is of the zone given.
func instantIn(s, zone string) (t time.Time, day bool, err error) {
	place, err := time.LoadLocation(zone)
	if err != nil || zone == "Local" {
		return t, false, fmt.Errorf("time zone %q; write it as America/Toronto", zone)
	}
	if t, err := time.ParseInLocation(time.DateOnly, s, place); err == nil && t.Hour() == 0 {
		day = true
	}
	at, err := contract.ParseTime(s, place)
	if err != nil {
		return t, false, err
	}
	t = at.Time().In(place)
	if told, err := time.Parse(time.RFC3339, s); err == nil {
		t = told
	}
	return t, day, nil
}

// place has the owner of the store read what is to be taken in, and keep it unless
// it is only to be tried.
func (i importOrder) place(ctx context.Context, dir string) (imported, error) {
	own, err := reach(dir)
	if err != nil {
		return imported{}, err
	}
	defer own.close()
	return own.takeIn(ctx, i)
}

// takeIn reads and, unless that is all that was asked for, keeps. What is refused is
// refused in both cases, before anything is kept.
func (h *holder) takeIn(ctx context.Context, i importOrder) (done imported, err error) {
	now := record.At(time.Now())
	rows, err := importer.Manifest(ctx, i.Path, now)
	if err != nil {
		return done, err
	}
	if h.Ended() {
		return done, fmt.Errorf("the log %s is closed", h.Origin())
	}
	done = i.done(rows)
	was, known := h.Known(i.As)
	if err := i.agrees(was); known && err != nil {
		return done, err
	}
	done.New = !known
	if err := h.try(i, rows, now); err != nil || i.DryRun { // a refusal keeps no target either
		return done, err
	}
	t, err := h.Imported(i.As, i.Site, i.Provider, now.Time())
	if err != nil {
		return done, err
	}
	f, err := os.CreateTemp(h.dir, ".rows-*")
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	sum, err := rows.Write(f, h.Salt(t.Chain))
	if err != nil {
		return done, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return done, err
	}
	e := i.entry(rows, now, sum)
	e.Chain = t.Chain
	return done, h.Import(e, f)
}

// try goes as far as the entry, and keeps nothing.
func (h *holder) try(i importOrder, rows *importer.Rows, now record.Instant) error {
	sum, err := rows.Write(io.Discard, [32]byte{})
	if err != nil {
		return err
	}
	return h.TryImport(i.As, i.Site, i.Provider, i.entry(rows, now, sum))
}

func (i importOrder) entry(rows *importer.Rows, now record.Instant, sum record.ManifestSum) record.Import {
	e := rows.Entry(now, i.Of, software(), sum)
	e.Day, e.Offset = i.Day, i.Offset
	return e
}

// agrees refuses another site or provider than a target is known to have: all
// that is kept of it would be laid to the new one. What is not known of a target
// that is not watched may be added.
func (i importOrder) agrees(was record.Target) error {
	watched := was.Question.Kind != record.AskNothing
	for _, x := range [][3]string{{"site", i.Site, was.Site}, {"provider", i.Provider, was.Provider}} {
		switch {
		case x[1] == "" || x[1] == x[2]:
		case x[2] != "":
			return fmt.Errorf("target %q has the %s %q, not %q; nothing was kept: leave --%s out, or take the list in as another target", i.As, x[0], x[2], x[1], x[0])
		case watched:
			return fmt.Errorf("target %q is watched and has no %s; nothing was kept: leave --%s out, or name it in the configuration", i.As, x[0], x[0])
		}
	}
	return nil
}

// told writes the time of a list no finer than it was told, and in its zone.
func (d imported) told() string {
	if d.Day {
		return d.At.Time().In(time.FixedZone("", d.Zone*60)).Format(time.DateOnly)
	}
	return d.At.String()
}

func (i importOrder) done(rows *importer.Rows) imported {
	d := imported{Target: i.As, Kind: i.Kind, Source: rows.Form, SHA256: rows.Source, Records: int64(len(rows.Files)), Unread: rows.Unreadable, Local: i.Of == 0, DryRun: i.DryRun, Kinds: []importedKind{}}
	if i.Of != 0 {
		d.At, d.Day, d.Zone = &i.Of, i.Day, i.Offset
	}
	by := map[record.FileKind]importedKind{}
	for _, f := range rows.Files {
		k := record.FileKindOf(f.Path)
		size := max(f.Size, 0)
		unsized := int64(0)
		if f.Size < 0 {
			unsized = 1
		}
		d.Bytes, d.Unsized = d.Bytes+size, d.Unsized+unsized
		by[k] = importedKind{k, by[k].Files + 1, by[k].Bytes + size, by[k].Unsized + unsized}
	}
	for _, k := range record.FileKinds {
		if by[k].Files > 0 {
			d.Kinds = append(d.Kinds, by[k])
		}
	}
	return d
}

func (d imported) print(o *options, asJSON bool) error {
	if asJSON {
		return printJSON(o.stdout, d)
	}
	size := say("%d octets", "%d bytes", d.Bytes)
	switch {
	case d.Unsized > 0 && d.Unsized == d.Records:
		size = say("tailles inconnues", "sizes unknown")
	case d.Unsized > 0:
		size = say("%d octets, sans ceux de %d dont la taille est inconnue", "%d bytes, without those of %d whose size is unknown", d.Bytes, d.Unsized)
	}
	o.print("%s : %d fichiers, %s (%s)", "%s: %d files, %s (%s)", d.Target, d.Records, size.In(o.lang()), d.Source)
	for _, k := range d.Kinds {
		bytes := strconv.FormatInt(k.Bytes, 10)
		switch {
		case k.Unsized == k.Files:
			bytes = "-" // unknown
		case k.Unsized > 0:
			bytes = ">= " + bytes
		}
		o.print("  %-10s %8d %14s", "  %-10s %8d %14s", k.Kind, k.Files, bytes)
	}
	if d.Unread > 0 {
		o.print("%d contenus n'ont pas pu être lus.", "%d contents could not be read.", d.Unread)
	}
	switch {
	case d.DryRun:
		o.print("Rien n'a été consigné.", "Nothing was kept.")
	case d.Local:
		o.print("Consigné : ce que le client détient encore. Ce n'est que votre parole.", "Kept: what the customer still holds. It is your word.")
	default:
		o.print("Consigné, comme étant du %s. Ce n'est que votre parole.", "Kept, as being of %s. It is your word.", d.told())
	}
	return nil
}
