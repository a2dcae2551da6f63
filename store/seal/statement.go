package seal

import (
	"encoding/base64"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"
)

// SignText signs text that ends its last line as a note (c2sp.org/signed-note).
func SignText(text string, key note.Signer) ([]byte, error) {
	return note.Sign(&note.Note{Text: text}, key)
}

// OpenText returns the text of a note that carries exactly one signature, by
// key, in its one form: no byte of it can change.
func OpenText(signed []byte, key note.Verifier) (string, error) {
	n, err := note.Open(signed, note.VerifierList(key))
	if err != nil {
		return "", plain(err)
	}
	if len(n.Sigs) != 1 || len(n.UnverifiedSigs) != 0 {
		return "", errors.New("carries signatures other than the log's")
	}
	// The note package reads base64 whose last bits are not zero: a second
	// spelling of the same signature.
	_, err = base64.StdEncoding.Strict().DecodeString(n.Sigs[0].Base64)
	again := fmt.Sprintf("%s\n— %s %s\n", n.Text, n.Sigs[0].Name, n.Sigs[0].Base64)
	if err != nil || again != string(signed) {
		return "", errors.New("not in its one form")
	}
	return n.Text, nil
}

// plain says in our words what the note package found.
func plain(err error) error {
	var unverified *note.UnverifiedNoteError
	if errors.As(err, &unverified) {
		return errors.New("no signature by the log's key")
	}
	return err
}
