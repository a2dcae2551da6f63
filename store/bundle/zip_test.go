package bundle

import (
	"archive/zip"
	"bytes"
	"testing"
)

// twice writes an archive again with its last file there two times.
func twice(t *testing.T, file []byte) []byte {
	return again(t, file, func(z *zip.Writer, f *zip.File) {
		if err := z.Copy(f); err != nil {
			t.Fatal(err)
		}
		if f.Name == nameNote {
			if err := z.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// deflated writes an archive again with its table compressed.
func deflated(t *testing.T, file []byte) []byte {
	return again(t, file, func(z *zip.Writer, f *zip.File) {
		if f.Name != nameCSV {
			if err := z.Copy(f); err != nil {
				t.Fatal(err)
			}
			return
		}
		w, err := z.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(unzip(t, file)[f.Name]); err != nil {
			t.Fatal(err)
		}
	})
}

func again(t *testing.T, file []byte, copyTo func(*zip.Writer, *zip.File)) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range r.File {
		copyTo(z, f)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
