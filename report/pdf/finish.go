package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/md5"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// An identity is what the file says of itself.
type identity struct {
	id       [32]byte // SHA-256 of what went in
	at       time.Time
	lang     string
	title    string
	producer string
	files    []Attachment
}

func (s *sheet) identity() identity {
	return identity{
		id: s.id, at: s.d.At.Instant.Time(), lang: s.l.Code,
		title:    s.l.Cover.Title + " " + s.number(),
		producer: "constat " + scrub(s.d.Built.Version),
		files:    s.opt.Attachments,
	}
}

// issue writes the file under a title; what names it in errors.
func (s *sheet) issue(w io.Writer, what, title string) error {
	raw, err := s.bytes()
	if err != nil {
		return fmt.Errorf("write %s: %w", what, err)
	}
	who := s.identity()
	who.title = title
	done, err := finish(raw, who)
	if err != nil {
		return fmt.Errorf("write %s: %w", what, err)
	}
	_, err = w.Write(done)
	return err
}

// finish rewrites what the drawing library wrote, which has one classic xref
// table with Info and Catalog as its last two objects: version 1.7 with its
// binary mark, an identifier, the language, metadata, links that print, and
// embedded files with their kind (ISO 32000-1, sections 7.5, 7.11.4, 14.3).
func finish(raw []byte, i identity) ([]byte, error) {
	objects, err := objectsOf(raw)
	if err != nil {
		return nil, err
	}
	for n, o := range objects {
		if bytes.HasPrefix(o, []byte("<</Type /Page\n")) {
			objects[n] = bytes.ReplaceAll(o, []byte("/Subtype /Link "), []byte("/Subtype /Link /F 4 "))
		}
	}
	last := len(objects) - 1
	catalog := objects[last]
	at := bytes.Index(catalog, []byte("/Names <<"))
	if at < 0 || !bytes.HasPrefix(catalog, []byte("<<")) {
		return nil, fmt.Errorf("finish: the last object is not a catalogue")
	}
	info := i.info()
	objects[last-1] = info
	objects = append(objects, i.metadata())
	more := fmt.Sprintf("/Lang (%s)\n/ViewerPreferences <</DisplayDocTitle true>>\n/Metadata %d 0 R\n", i.lang, len(objects))
	objects, names := i.embed(objects)
	objects[last] = slices.Concat(catalog[:at], []byte(more+names+">>"))
	return i.assemble(objects, last), nil
}

// objectsOf cuts the file at its xref table; object n is at place n-1.
func objectsOf(raw []byte) ([][]byte, error) {
	at := bytes.LastIndex(raw, []byte("\nxref\n0 "))
	if at < 0 {
		return nil, fmt.Errorf("finish: no xref table")
	}
	lines := bytes.Split(raw[at+1:], []byte("\n"))
	count, err := strconv.Atoi(string(bytes.TrimPrefix(lines[1], []byte("0 "))))
	if err != nil || count < 3 || len(lines) < count+2 {
		return nil, fmt.Errorf("finish: xref table cut short")
	}
	var objects [][]byte
	for n := 1; n < count; n++ {
		start, err := strconv.Atoi(string(lines[n+2][:10]))
		if err != nil || start >= at {
			return nil, fmt.Errorf("finish: object %d lies outside the file", n)
		}
		mark := fmt.Appendf(nil, "%d 0 obj\n", n)
		if !bytes.HasPrefix(raw[start:], mark) {
			return nil, fmt.Errorf("finish: object %d is not where the table says", n)
		}
		objects = append(objects, bodyOf(raw[start+len(mark):at+1]))
	}
	return objects, nil
}

// bodyOf is an object up to its end. A stream is skipped by its length, since
// its bytes can hold anything.
func bodyOf(b []byte) []byte {
	from := 0
	if s := bytes.Index(b, []byte("stream\n")); s >= 0 && s < bytes.Index(b, []byte("endobj")) {
		from = s + lengthOf(b[:s])
	}
	end := bytes.Index(b[from:], []byte("endobj"))
	return bytes.TrimRight(b[:from+end], "\n")
}

func lengthOf(dictionary []byte) int {
	_, rest, _ := bytes.Cut(dictionary, []byte("/Length "))
	n := 0
	for _, c := range rest {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int(c-'0')
	}
	return n
}

func (i identity) info() []byte {
	date := pdfDate(i.at)
	return fmt.Appendf(nil, "<<\n/Title %s\n/Creator (constat)\n/Producer %s\n/CreationDate (%s)\n/ModDate (%s)\n>>",
		hexText(i.title), hexText(i.producer), date, date)
}

// pdfDate writes an instant with its offset spelt out, the form that every
// reader takes (ISO 32000-1, section 7.9.4).
func pdfDate(t time.Time) string { return t.UTC().Format("D:20060102150405") + "+00'00'" }

// hexText is a text string in UTF-16 with its mark, as hexadecimal.
func hexText(text string) string {
	b := []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(text)) {
		b = binary.BigEndian.AppendUint16(b, u)
	}
	return fmt.Sprintf("<%X>", b)
}

// metadata is the XMP packet (ISO 16684-1). It agrees with Info.
func (i identity) metadata() []byte {
	date := i.at.UTC().Format("2006-01-02T15:04:05+00:00")
	id := fmt.Sprintf("%x-%x-%x-%x-%x", i.id[:4], i.id[4:6], i.id[6:8], i.id[8:10], i.id[10:16])
	packet := fmt.Sprintf(`<?xpacket begin="%s" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>constat</xmp:CreatorTool>
<xmp:CreateDate>%s</xmp:CreateDate>
<xmp:ModifyDate>%s</xmp:ModifyDate>
<xmpMM:DocumentID>uuid:%s</xmpMM:DocumentID>
<pdf:Producer>%s</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`, "\ufeff", escapeXML(i.title), i.lang, date, date, id, escapeXML(i.producer))
	return stream("/Type /Metadata /Subtype /XML", []byte(packet))
}

func escapeXML(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a builder does not fail
	return b.String()
}

func stream(entries string, data []byte) []byte {
	b := fmt.Appendf(nil, "<<%s /Length %d>>\nstream\n", entries, len(data))
	return append(append(b, data...), "\nendstream"...)
}

// embed adds the attachments and returns the catalogue's entries for them. A
// name tree is sorted by its keys.
func (i identity) embed(objects [][]byte) ([][]byte, string) {
	if len(i.files) == 0 {
		return objects, ""
	}
	var names, associated []string
	for _, f := range slices.SortedStableFunc(slices.Values(i.files), func(a, b Attachment) int { return strings.Compare(hexText(a.Name), hexText(b.Name)) }) {
		objects = append(objects, i.file(f))
		objects = append(objects, fmt.Appendf(nil, "<</Type /Filespec /F %s /UF %s /Desc %s /AFRelationship /Data /EF <</F %d 0 R /UF %d 0 R>>>>",
			literal(f.Name), hexText(f.Name), hexText(f.Description), len(objects), len(objects)))
		names = append(names, fmt.Sprintf("%s %d 0 R", hexText(f.Name), len(objects)))
		associated = append(associated, fmt.Sprintf("%d 0 R", len(objects)))
	}
	return objects, fmt.Sprintf("/AF [%s]\n/Names <</EmbeddedFiles <</Names [%s]>>>>\n", strings.Join(associated, " "), strings.Join(names, " "))
}

// file is an embedded file stream: its kind, its size, its MD5 as the format
// asks, which proves nothing and is not meant to.
func (i identity) file(f Attachment) []byte {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(f.Data) // a buffer does not fail
	_ = z.Close()
	kind := strings.ReplaceAll(f.MIME, "/", "#2F")
	if kind == "" {
		kind = "application#2Foctet-stream"
	}
	date := pdfDate(i.at)
	return stream(fmt.Sprintf("/Type /EmbeddedFile /Subtype /%s /Filter /FlateDecode /Params <</Size %d /CheckSum <%x> /CreationDate (%s) /ModDate (%s)>>",
		kind, len(f.Data), md5.Sum(f.Data), date, date), packed.Bytes())
}

// literal is a file name for old readers: ASCII, the rest as underscores.
func literal(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case r < ' ' || r > '~':
			b.WriteByte('_')
		case r == '(' || r == ')' || r == '\\':
			b.WriteString(`\` + string(r))
		default:
			b.WriteRune(r)
		}
	}
	return "(" + b.String() + ")"
}

// assemble writes the file with one xref table.
func (i identity) assemble(objects [][]byte, catalog int) []byte {
	b := []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(objects))
	for n, o := range objects {
		offsets[n] = len(b)
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", n+1, o)
	}
	at := len(b)
	b = fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		b = fmt.Appendf(b, "%010d 00000 n \n", o)
	}
	return fmt.Appendf(b, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n/ID [<%X><%X>]\n>>\nstartxref\n%d\n%%%%EOF\n",
		len(objects)+1, catalog+1, catalog, i.id[:16], i.id[:16], at)
}
