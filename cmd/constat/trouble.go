package main

import (
	"errors"
	"io/fs"
	"strings"

	"constat/store"
	"constat/store/bundle"
)

// trouble says in a language what went wrong, then a hint. Errors that have no
// sentence of their own are given in English, as they came.
func trouble(err error, lang string) string {
	var locked *store.LockedError
	var bad *ConfigError
	var there *fileThereError
	var named *store.NamedError
	var ended *store.EndedError
	switch {
	case errors.As(err, &locked):
		return say("le registre %q est tenu par le processus %d ; arrêtez-le d'abord, ou servez-vous des commandes pendant qu'il tourne",
			"the store %q is held by process %d; stop it first, or use the commands while it runs", locked.Dir, locked.PID).In(lang)
	case errors.As(err, &bad), errors.Is(err, fs.ErrNotExist) && !isStore(err):
		return configTrouble(err, lang)
	case errors.Is(err, bundle.ErrNoFile):
		return tr(lang, strings.Replace(err.Error(), bundle.ErrNoFile.Error(), "ce n’est pas un fichier ordinaire\u00a0; donnez le chemin d’un fichier", 1), err.Error())
	case errors.As(err, &there):
		return say("%q existe déjà ; rien n'a été changé", "%q is there already; nothing was changed", there.path).In(lang)
	case errors.As(err, &ended):
		return say("le journal %q est fermé et le suivant n'est pas ouvert ; terminez par constat keys succeed, avec la même raison",
			"the log %q is closed and the next one has not begun; finish with constat keys succeed, with the same reason", ended.Log).In(lang)
	case errors.As(err, &named):
		return say("le journal de ce dossier s'appelle %q et garde ce nom ; la configuration dit %q",
			"the log in this folder is called %q and keeps that name; the configuration says %q", named.Have, named.Want).In(lang)
	}
	return err.Error()
}

// isStore reports whether a missing file is not the configuration.
func isStore(err error) bool {
	var path *fs.PathError
	return !errors.As(err, &path) || path.Op != "open" || !strings.HasSuffix(path.Path, ".yaml")
}
