package main

import (
	"context"
	"io"
	"strings"
	"time"

	"constat/store/record"
)

// noteCmd writes what the operator has to say into the log: a ticket opened, a
// maintenance announced. It cannot be taken back.
func noteCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("note", stdout, stderr)
	help := say("TEXTE...\n\nConsigne une note, datée de maintenant ; elle ne s'efface pas et figure dans tous les dossiers de preuve. N'y mettez pas de données personnelles.",
		"TEXT...\n\nWrites a note, dated now; it cannot be removed and stands in every bundle. Put no personal data in it.")
	if code, done := o.parse(args, help, 1, 1000); done {
		return code
	}
	own, err := reach(o.folder())
	if err != nil {
		return o.fail(err)
	}
	defer own.close()
	if err := own.append(ctx, record.Note{Time: record.At(time.Now()), Text: strings.Join(o.Args(), " ")}); err != nil {
		return o.fail(err)
	}
	o.print("Consigné.", "Written.")
	return 0
}
