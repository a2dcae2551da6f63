package main

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"filippo.io/age"
	"github.com/spf13/pflag"

	"constat/report/export"
	"constat/report/pdf"
	"constat/store/anchor"
	"constat/store/registry"
)

// freezing are the flags of `constat claim freeze`.
type freezing struct {
	exhibit bool
	least   int
	stamps  []string
}

func freezeFlags(c *claimCommand, flags *pflag.FlagSet) {
	flags.BoolVar(&c.exhibit, "exhibit", false, "")
	flags.IntVar(&c.least, "at-least", 5, "")
	flags.StringArrayVar(&c.stamps, "stamp", nil, "")
}

// A frozenFile is one file of a frozen register.
type frozenFile struct {
	name string // with slashes
	data []byte
}

// freeze writes the register in every form, once, with the list of digests and its
// time stamps. The same register, key and language give the same files, but for what
// an authority answered and for the encryption of the sealed version.
func (c *claimCommand) freeze(ctx context.Context, args []string) int {
	switch {
	case len(args) != 1:
		return c.misused(c.text("freeze veut un registre : constat claim freeze NOM --identity CLÉ -o DOSSIER|FICHIER.zip", "freeze takes one claim: constat claim freeze NAME --identity KEY -o FOLDER|FILE.zip"))
	case c.identity == "":
		return c.misused("%s", c.noIdentity())
	case c.output == "" || c.output == "-":
		return c.misused(c.text("-o manque : le dossier ou le fichier .zip à écrire", "-o is missing: the folder or the .zip file to write"))
	case c.least < 2 || c.least > 1000:
		return c.misused(c.text("--at-least veut de 2 à 1000", "--at-least takes 2 to 1000"))
	case c.paper != "" && c.paper != "letter" && c.paper != "a4":
		return c.misused(c.text("--paper veut letter ou a4", "--paper takes letter or a4"))
	case exists(c.output):
		return c.misused(c.text("%s existe déjà : ce qui est gelé ne se remplace pas", "%s exists already: what is frozen is not replaced"), c.output)
	}
	claim, r, err := c.decrypt(ctx, args[0])
	if err != nil {
		return c.failed(args[0], err)
	}
	files, err := c.frozen(ctx, claim, r)
	if err == nil {
		files, err = c.stamped(ctx, files)
	}
	if err == nil {
		err = writeFrozen(c.output, files)
	}
	if err != nil {
		return c.failed(c.output, err)
	}
	c.say("Registre gelé dans %s : membres %d, fichiers %d.", "Register frozen in %s: members %d, files %d.", c.output, len(r.Files), len(files))
	return 0
}

// frozen makes all files but the stamps.
func (c *claimCommand) frozen(ctx context.Context, claim *registry.Claim, r export.Roll) ([]frozenFile, error) {
	files := []frozenFile{{"README.txt", []byte(frozenReadme)}, {"full/members.schema.json", export.Schema}}
	for format, name := range map[string]string{"csv": "members.csv", "xlsx": "members.xlsx", "json": "members.json", "notice": "notice.csv"} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := c.exportAs(&b, format, claim, r); err != nil {
			return nil, err
		}
		files = append(files, frozenFile{"full/" + name, b.Bytes()})
	}
	sheets, err := c.sheets(ctx, claim, r)
	if err != nil {
		return nil, err
	}
	files = append(files, sheets...)
	var sealed []frozenFile
	if c.exhibit {
		filed, s, err := c.exhibits(claim, export.MembersOf(r.Files))
		if err != nil {
			return nil, err
		}
		files, sealed = append(files, filed...), append(sealed, s)
	}
	files = append(files, digestsOf(files, ""))
	return append(files, sealed...), nil
}

// sheetsAFile is how many members one PDF has.
const sheetsAFile = 250

// sheets draws the members' sheets on all processors.
func (c *claimCommand) sheets(ctx context.Context, claim *registry.Claim, r export.Roll) ([]frozenFile, error) {
	opt := c.sheetsOf(claim, r)
	var parts [][]registry.File
	for part := range slices.Chunk(r.Files, sheetsAFile) {
		parts = append(parts, part)
	}
	files, errs := make([]frozenFile, len(parts)), make([]error, len(parts))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				var b bytes.Buffer
				if errs[i] = ctx.Err(); errs[i] == nil {
					errs[i] = pdf.WriteMembers(&b, parts[i], opt)
				}
				files[i] = frozenFile{fmt.Sprintf("full/sheets-%06d-%06d.pdf", parts[i][0].Member.MemberNo, parts[i][len(parts[i])-1].Member.MemberNo), b.Bytes()}
			}
		})
	}
	for i := range parts {
		next <- i
	}
	close(next)
	wg.Wait()
	return files, errors.Join(errs...)
}

// exhibits makes what is filed, and the sealed version encrypted to counsel and to
// whom --recipient names.
func (c *claimCommand) exhibits(claim *registry.Claim, members []registry.Member) (filed []frozenFile, sealed frozenFile, err error) {
	secret, err := c.exhibitSecret()
	if err != nil {
		return nil, sealed, err
	}
	x, s, err := export.MakeExhibit(claim.Header, aboutOf(claim), members, secret, c.least)
	if err != nil {
		return nil, sealed, err
	}
	shown, err := export.EncodeExhibit(x)
	if err != nil {
		return nil, sealed, err
	}
	redactions, err := export.Redactions(x)
	if err != nil {
		return nil, sealed, err
	}
	whole, err := export.EncodeExhibit(s)
	if err != nil {
		return nil, sealed, err
	}
	locked, err := encryptTo(whole, append(slices.Clone(claim.Recipients), c.recipients...))
	if err != nil {
		return nil, sealed, err
	}
	for _, f := range x.Few {
		c.say("Trop peu pour rester anonymes (%d) : %s : %s", "Too few to stay anonymous (%d): %s: %s", f.Members, f.What, first(f.Pseudonyms, 10))
	}
	filed = []frozenFile{{"exhibit/README.txt", []byte(exhibitReadme)}, {"exhibit/exhibit.json", shown}, {"exhibit/redactions.csv", redactions}}
	return append(filed, digestsOf(filed, "exhibit/")), frozenFile{"sealed/register.age", locked}, nil
}

// exhibitSecret comes from counsel's key, so that nobody else can try salts and
// the same key gives the same exhibit.
func (c *claimCommand) exhibitSecret() (secret [32]byte, err error) {
	text, err := readBounded(c.identity, 1<<16)
	if err != nil {
		return secret, err
	}
	var keys []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "AGE-SECRET-KEY-") {
			keys = append(keys, line)
		}
	}
	if len(keys) == 0 {
		return secret, registry.ErrIdentity
	}
	slices.Sort(keys)
	return sha256.Sum256([]byte("constat-exhibit-secret/1\n" + strings.Join(keys, "\n") + "\n")), nil
}

func encryptTo(plain []byte, recipients []string) ([]byte, error) {
	slices.Sort(recipients)
	to, err := age.ParseRecipients(strings.NewReader(strings.Join(slices.Compact(recipients), "\n") + "\n"))
	if err != nil {
		return nil, registry.ErrRecipient
	}
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to...)
	if err != nil {
		return nil, registry.ErrMixed
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}

// digestsOf is the list of digests of the files under a folder, as sha256sum reads it.
func digestsOf(files []frozenFile, under string) frozenFile {
	var lines []string
	for _, f := range files {
		lines = append(lines, fmt.Sprintf("%x  %s\n", sha256.Sum256(f.data), strings.TrimPrefix(f.name, under)))
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[64:], b[64:]) })
	return frozenFile{under + "SHA256SUMS", []byte(strings.Join(lines, ""))}
}

// stamped has the lists of digests stamped by the authorities that --stamp or the
// configuration names. One that does not answer is told; where none does nothing is frozen.
func (c *claimCommand) stamped(ctx context.Context, files []frozenFile) ([]frozenFile, error) {
	urls := c.stamps
	if len(urls) == 0 {
		config, _, err := LoadConfig(c.config)
		switch {
		case err == nil:
			urls = config.Anchors
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
	}
	if len(urls) == 0 {
		c.say("Aucune autorité d'horodatage : --stamp ADRESSE, ou anchors dans la configuration, en nomme ; sans elles la date du gel repose sur votre parole.",
			"No time-stamping authority: --stamp ADDRESS, or anchors in the configuration, names some; without any the date of freezing is your own word.")
		return files, nil
	}
	client, all := anchor.NewClient(), slices.Clone(files)
	for _, f := range files {
		if filepath.Base(f.name) != "SHA256SUMS" {
			continue
		}
		var errs []error
		for i, url := range urls {
			a, err := anchor.Ask(ctx, client, url, f.data)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			all = append(all, frozenFile{fmt.Sprintf("%s.%d.tsq", f.name, i+1), a.Request}, frozenFile{fmt.Sprintf("%s.%d.tsr", f.name, i+1), a.Response})
		}
		if len(errs) == len(urls) {
			return nil, errors.Join(errs...)
		}
		for _, err := range errs {
			c.complain("%v", err)
		}
	}
	return all, nil
}

// writeFrozen writes a folder, or a ZIP file, whole or not at all.
func writeFrozen(to string, files []frozenFile) error {
	slices.SortFunc(files, func(a, b frozenFile) int { return strings.Compare(a.name, b.name) })
	if strings.HasSuffix(strings.ToLower(to), ".zip") {
		b, err := zipped(files)
		if err != nil {
			return err
		}
		return writeWhole(to, b, false)
	}
	tmp, err := os.MkdirTemp(filepath.Dir(filepath.Clean(to)), ".constat-*") // mode 0700
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	for _, f := range files {
		path := filepath.Join(tmp, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		if err := writeWhole(path, f.data, false); err != nil {
			return err
		}
	}
	if exists(to) {
		return errOutputExists
	}
	return os.Rename(tmp, to)
}

func zipped(files []frozenFile) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f.name) // no time of its own: the stamp says when
		if err == nil {
			_, err = w.Write(f.data)
		}
		if err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}

// mostExhibit bounds what compare reads.
const mostExhibit = 1 << 30

// compare checks that an exhibit is the sealed version with things left out. It
// returns 0 when it is, 1 when it is not, 2 when that could not be told.
func (c *claimCommand) compare(_ context.Context, args []string) int {
	if len(args) != 2 {
		return c.misused(c.text("compare veut la pièce et la version scellée : constat claim compare exhibit.json register.age --identity CLÉ",
			"compare takes the exhibit and the sealed version: constat claim compare exhibit.json register.age --identity KEY"))
	}
	shown, err := readBounded(args[0], mostExhibit)
	if err != nil {
		return c.failed(args[0], err)
	}
	sealed, err := c.readSealed(args[1])
	if err != nil {
		return c.failed(args[1], err)
	}
	found, err := export.Compare(shown, sealed)
	if err != nil {
		return c.failed(args[0], err)
	}
	for _, d := range found.Differences {
		c.complain(c.text("différence : %s", "difference: %s"), strings.Join(strings.Fields(d.Pseudonym+" "+d.Path+" "+d.What), " "))
	}
	if len(found.Differences) > 0 {
		c.complain(c.text("Cette pièce n'est pas cette version scellée dont on aurait omis des choses.", "This exhibit is not that sealed version with things left out."))
		return 1
	}
	c.say("La pièce est la version scellée, rien d'autre que des champs y étant omis. Membres : %d ; champs montrés, identiques : %d ; champs omis, à leur empreinte : %d. Les sommes, les nombres et les groupes en ont été refaits.",
		"The exhibit is the sealed version with fields left out and nothing else. Members: %d; fields shown, the same: %d; fields withheld, by their digests: %d. Sums, counts and groups were made again.", found.Members, found.Shown, found.Withheld)
	return 0
}

func (c *claimCommand) readSealed(path string) ([]byte, error) {
	b, err := readBounded(path, mostExhibit)
	if err != nil || !bytes.HasPrefix(b, []byte("age-encryption.org/")) {
		return b, err
	}
	if c.identity == "" {
		return nil, errNoKey
	}
	key, err := os.Open(c.identity)
	if err != nil {
		return nil, err
	}
	defer key.Close()
	ids, err := age.ParseIdentities(key)
	if err != nil {
		return nil, registry.ErrIdentity
	}
	r, err := age.Decrypt(bytes.NewReader(b), ids...)
	if err != nil {
		return nil, registry.ErrWrongIdentity
	}
	return io.ReadAll(io.LimitReader(r, mostExhibit))
}

var errNoKey = errors.New("it is encrypted: --identity names the key")
