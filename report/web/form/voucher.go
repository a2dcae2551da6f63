package form

import (
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"constat/report/web"
	"constat/store/registry"
)

// errCut says that a stream ended before its end: a phone in a tunnel.
var errCut = errors.New("the upload was cut off")

// A parcel is what is posted with a file, read from a stream: what net/http's own reading
// of it would do, laying large files out on disk in clear, must not happen.
type parcel struct {
	fields map[string]string
	name   string // of the file
	medium string
	file   io.Reader // nil where there is none
}

// unpack reads the fields up to the file, which comes last.
func unpack(r *http.Request) (parcel, error) {
	p := parcel{fields: map[string]string{}}
	m, err := r.MultipartReader()
	if err != nil {
		return p, err
	}
	for range 12 {
		part, err := m.NextPart()
		if errors.Is(err, io.EOF) {
			return p, nil
		}
		if err != nil {
			return p, err
		}
		if part.FormName() == "file" {
			p.name, p.medium, p.file = nameOf(part), part.Header.Get("Content-Type"), whole{part}
			return p, nil
		}
		b, err := io.ReadAll(io.LimitReader(part, 1024))
		if err != nil {
			return p, err
		}
		p.fields[part.FormName()] = string(b)
	}
	return p, errors.New("too many fields")
}

// nameOf is the file's name without the odd characters that the register refuses.
func nameOf(part *multipart.Part) string { return tidy(part.FileName(), 255) }

func tidy(s string, most int) string {
	s, _ = clean(question{as: line}, strings.ToValidUTF8(s, ""))
	if r := []rune(s); len(r) > most {
		s = string(r[len(r)-most:]) // the end tells what sort of file it is
	}
	return strings.TrimSpace(s)
}

// whole tells a stream that was cut from one that ended.
type whole struct{ r io.Reader }

func (w whole) Read(b []byte) (int, error) {
	n, err := w.r.Read(b)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errCut
	}
	return n, err
}

func (p parcel) of() registry.VoucherName {
	return registry.VoucherName{Name: p.name, Type: tidy(p.medium, 127), Head: headOf(p.fields["head"])}
}

// headOf is a head of damage, none for what isn't.
func headOf(s string) registry.Head {
	for _, h := range registry.Heads {
		if string(h) == s {
			return h
		}
	}
	return ""
}

// voucher takes a whole file from a browser without scripts.
func (v *visit) voucher() {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, registry.MaxChunks*registry.ChunkSize+1<<16)
	p, err := unpack(v.r)
	if err != nil {
		v.unread(err)
		return
	}
	place, ok := v.access(p.fields["no"], p.fields["code"])
	if !ok {
		return
	}
	v.again = func() { v.folder(place, p.fields["code"], folder{Wrong: v.word}, v.status) }
	if !v.limits.allow(v.r) {
		v.wrong(http.StatusTooManyRequests)
		return
	}
	if p.file == nil || p.name == "" {
		v.folder(place, p.fields["code"], folder{Wrong: v.lang.Say("Choisissez d'abord un fichier.", "Choose a file first.")}, http.StatusUnprocessableEntity)
		return
	}
	leave, ok := v.uploads.take(place.No(), v.limits.line(v.r))
	if !ok {
		v.w.Header().Set("Connection", "close") // or the answer waits for a part of what is still to come
		v.wrong(http.StatusServiceUnavailable)
		return
	}
	defer leave()
	receipt, err := place.Take(p.of(), v.paced(p.file, uploadTime), v.now())
	if err != nil {
		v.notTaken(place, p.fields["code"], err)
		return
	}
	v.folder(place, p.fields["code"], folder{Said: v.lang.Say("Le fichier a été reçu et chiffré.", "The file was received and encrypted."), Done: groups(string(receipt.Digest))}, http.StatusOK)
}

// unread answers a post that could not be read.
func (v *visit) unread(err error) {
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		v.wrong(http.StatusRequestEntityTooLarge)
		return
	}
	v.wrong(http.StatusBadRequest)
}

func (v *visit) notTaken(place *registry.Place, code string, err error) {
	if says := v.whyNot(err); says != "" {
		v.folder(place, code, folder{Wrong: says}, http.StatusUnprocessableEntity)
		return
	}
	v.refused(err)
}

// whyNot is why a file was not taken, where that is not our fault.
func (v *visit) whyNot(err error) string {
	var big *http.MaxBytesError
	switch {
	case errors.As(err, &big), errors.Is(err, registry.ErrTooMuch):
		return v.lang.Say("C'est trop gros, ou vous en avez déjà envoyé beaucoup : %d Mo au plus par fichier.", "This is too large, or you have sent many already: %d MB at most for a file.", registry.MaxChunks*registry.ChunkSize>>20)
	case errors.Is(err, registry.ErrNothing):
		return v.lang.Say("Ce fichier est vide.", "This file is empty.")
	case errors.Is(err, errCut):
		return v.lang.Say("L'envoi a été coupé. Rien n'en a été gardé ; recommencez.", "Sending was cut off. Nothing of it was kept; try again.")
	}
	return ""
}

// A chunkAnswer is what the page's script is told.
type chunkAnswer struct {
	OK      bool   `json:"ok"`
	Voucher int    `json:"voucher,omitempty"`
	Has     []int  `json:"has,omitempty"`
	Digest  string `json:"digest,omitempty"`
	Say     string `json:"say,omitempty"` // why not, for people
}

// chunk takes a file piece by piece, from the page's script: begin, the pieces, has, close.
func (v *visit) chunk() {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, registry.ChunkSize+1<<16)
	p, err := unpack(v.r)
	if err != nil {
		v.say(http.StatusBadRequest, chunkAnswer{})
		return
	}
	if !v.limits.allow(v.r) {
		v.w.Header().Set("Retry-After", "60")
		v.say(http.StatusTooManyRequests, chunkAnswer{})
		return
	}
	place, err := v.claim.Access(noCount(p.fields["no"]), p.fields["code"])
	if err != nil {
		v.say(http.StatusForbidden, chunkAnswer{Say: v.lang.Say("Ce numéro et ce code ne vont pas ensemble.", "This number and this code do not go together.")})
		return
	}
	leave, ok := v.pieces.take(place.No(), v.limits.line(v.r))
	if !ok {
		v.w.Header().Set("Connection", "close")
		v.say(http.StatusServiceUnavailable, chunkAnswer{})
		return
	}
	defer leave()
	answer, err := v.piece(place, p)
	if err != nil {
		v.chunkRefused(err)
		return
	}
	answer.OK = true
	v.say(http.StatusOK, answer)
}

func (v *visit) piece(place *registry.Place, p parcel) (chunkAnswer, error) {
	if p.fields["do"] == "begin" {
		p.name, p.medium = tidy(p.fields["name"], 255), p.fields["type"]
		u, err := place.Voucher(p.of(), v.now())
		if err != nil {
			return chunkAnswer{}, err
		}
		return chunkAnswer{Voucher: u.No()}, nil
	}
	u, err := place.Upload(noCount(p.fields["voucher"]))
	if errors.Is(err, registry.ErrClosed) && p.fields["do"] == "close" { // the answer was lost on its way
		r, err := place.Closed(noCount(p.fields["voucher"]))
		return chunkAnswer{Digest: groups(string(r.Digest))}, err
	}
	if err != nil {
		return chunkAnswer{}, err
	}
	switch p.fields["do"] {
	case "close":
		r, err := u.Close(v.now())
		return chunkAnswer{Digest: groups(string(r.Digest))}, err
	case "has":
		has, err := u.Has()
		return chunkAnswer{Has: has}, err
	}
	if p.file == nil {
		return chunkAnswer{}, registry.ErrNothing
	}
	data, err := io.ReadAll(v.paced(p.file, pieceTime))
	if err != nil {
		return chunkAnswer{}, err
	}
	return chunkAnswer{}, u.Chunk(noCount(p.fields["n"]), data)
}

func (v *visit) chunkRefused(err error) {
	says := v.whyNot(err)
	switch {
	case says != "":
		v.say(http.StatusUnprocessableEntity, chunkAnswer{Say: says})
	case errors.Is(err, registry.ErrFullDisk):
		v.log.Error("the disk is full: a voucher could not be taken in", "claim", v.claim.Name)
		v.say(http.StatusInsufficientStorage, chunkAnswer{Say: web.Saying(v.lang, http.StatusInsufficientStorage).Text})
	default:
		v.say(http.StatusConflict, chunkAnswer{})
	}
}

func (v *visit) say(status int, a chunkAnswer) {
	v.w.Header().Set("Content-Type", "application/json")
	v.w.WriteHeader(status)
	_ = json.NewEncoder(v.w).Encode(a) // who has gone hears nothing
}
