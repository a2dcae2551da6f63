package main

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"constat/report/roster"
)

// An importKey lets a row be known again when its list is brought in a second time, without
// counsel's key. It lies beside the map, and not in the register: there, it would let whoever
// has the folder and a list of customers try who is in it.
type importKey []byte

var errImportKey = errors.New("not 64 hexadecimal digits; the key of a map is made by the first import")

// importKeyOf reads the key of a map; nil when there is none yet, or when the map has no place of its own.
func importKeyOf(mapping string) (importKey, error) {
	if mapping == "-" {
		return nil, nil
	}
	b, err := readBounded(mapping+".key", 1<<10)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(b)))
	if err != nil || len(key) != 32 {
		return nil, &fs.PathError{Op: "read", Path: mapping + ".key", Err: errImportKey}
	}
	return key, nil
}

// made gives the key, and makes it where there is none yet.
func (k importKey) made(mapping string) (importKey, error) {
	if k != nil {
		return k, nil
	}
	k = make(importKey, 32)
	rand.Read(k)
	if mapping == "-" {
		return k, nil
	}
	return k, writeWhole(mapping+".key", []byte(hex.EncodeToString(k)+"\n"), false)
}

// post is the key of a row's post: of what it says, in whatever kind of file, and of which of the
// rows that say just that it is.
func (k importKey) post(claim string, r roster.Row, nth int) (post [32]byte) {
	m := hmac.New(sha256.New, k)
	fmt.Fprintf(m, "constat-import/1\n%s\n%d\n%s", claim, nth, r.Print())
	return [32]byte(m.Sum(nil))
}
