package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"constat/store/registry"
)

// vouchers writes in clear the files that members handed in, on counsel's machine: all of
// them in a new folder, with the list of their digests, or nothing.
func (c *claimCommand) vouchers(ctx context.Context, args []string) int {
	switch {
	case len(args) != 1:
		return c.misused(c.text("vouchers veut un registre : constat claim vouchers NOM --identity CLÉ -o DOSSIER", "vouchers takes one claim: constat claim vouchers NAME --identity KEY -o FOLDER"))
	case c.identity == "":
		return c.misused("%s", c.noIdentity())
	case c.output == "" || c.output == "-":
		return c.misused(c.text("-o manque : le dossier à créer", "-o is missing: the folder to make"))
	case exists(c.output):
		return c.misused(c.text("%s existe déjà", "%s exists already"), c.output)
	}
	claim, r, err := c.decrypt(ctx, args[0])
	if err == nil {
		r, err = c.chosen(r)
	}
	if err != nil {
		return c.failed(args[0], err)
	}
	n, err := c.writeVouchers(ctx, claim, r.Files)
	if err != nil {
		return c.failed(c.output, err)
	}
	c.say("Pièces écrites dans %s : %d. Ces fichiers viennent d'inconnus : les ouvrir avec prudence.", "Vouchers written to %s: %d. These files come from strangers: open them with care.", c.output, n)
	return 0
}

func (c *claimCommand) writeVouchers(ctx context.Context, claim *registry.Claim, files []registry.File) (n int, err error) {
	tmp, err := os.MkdirTemp(filepath.Dir(filepath.Clean(c.output)), ".constat-*")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(tmp)
	key, err := readBounded(c.identity, 1<<20)
	if err != nil {
		return 0, err
	}
	var sums bytes.Buffer
	for _, f := range files {
		for _, v := range f.Vouchers {
			if err := ctx.Err(); err != nil {
				return 0, err
			}
			name := fmt.Sprintf("%06d/%04d-%s", f.Member.MemberNo, v.No, plainName(v.Of.Name))
			sum, err := writeVoucher(claim, key, f.Member.MemberNo, v.No, filepath.Join(tmp, name))
			if err != nil {
				return 0, err
			}
			fmt.Fprintf(&sums, "%x  %s\n", sum, name)
			n++
		}
	}
	if err := writeWhole(filepath.Join(tmp, "SHA256SUMS"), sums.Bytes(), false); err != nil {
		return 0, err
	}
	return n, os.Rename(tmp, c.output)
}

func writeVoucher(claim *registry.Claim, key []byte, member, voucher int, path string) (sum []byte, err error) {
	_, from, err := claim.OpenVoucher(bytes.NewReader(key), member, voucher)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, h), from)
	return h.Sum(nil), errors.Join(err, f.Sync(), f.Close())
}

// plainName keeps of what a stranger calls a file what no system takes for more than a name: letters,
// digits and - _ . in the middle. Its end stays, for that tells what it is.
func plainName(name string) string {
	s := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.", r) {
			return r
		}
		return '_'
	}, name)
	if r := []rune(s); len(r) > 60 {
		s = string(r[len(r)-60:])
	}
	return strings.Trim(s, "-_.")
}
