package main

const frozenReadme = `REGISTRE GELÉ / FROZEN REGISTER

full/            le registre entier, en clair : pour l'avocat seul
                 the whole register, in clear: for counsel alone
  members.csv, members.xlsx, members.json (schéma / schema: members.schema.json)
  notice.csv     à qui écrire / whom to write to
  sheets-*.pdf   une fiche par membre / a sheet for each member
exhibit/         la pièce, sous pseudonymes : pour le dossier (README.txt à part)
                 the exhibit, under pseudonyms: for the file (its own README.txt)
sealed/          la version entière chiffrée, pour le tribunal sous scellé
                 the whole version encrypted, for the court under seal
SHA256SUMS       les empreintes / the digests
SHA256SUMS.*.tsr l'heure, selon une autorité (RFC 3161) / the time, by an authority

Vérifier / to check:
  sha256sum -c SHA256SUMS
  openssl ts -verify -data SHA256SUMS -in SHA256SUMS.1.tsr -CAfile AUTHORITY.pem

Le jeton prouve que ces empreintes existaient à son heure ; il ne prouve pas que
les membres ont dit vrai, ni qu'aucun n'a été omis du registre.
The token proves that these digests existed at its time; it proves neither that
the members told the truth nor that none was left out of the register.
`

const exhibitReadme = `PIÈCE SOUS PSEUDONYMES / EXHIBIT UNDER PSEUDONYMS

exhibit.json     de chaque membre, ce qui ne le désigne pas (shown), et de tout ce
                 qui est omis une empreinte et la raison (withheld) ; sommes,
                 nombres, groupes
                 of each member what does not tell who it is (shown), and of all
                 that is left out a digest and the reason (withheld); sums,
                 counts, groups
redactions.csv   la liste de tout ce qui est omis / the list of all that is left out
SHA256SUMS       sha256sum -c SHA256SUMS

Une empreinte omise est le SHA-256 de ces lignes, chacune finie par LF :
A withheld digest is the SHA-256 of these lines, each ended by LF:
  constat-cell/1
  PSEUDONYM
  FIELD
  SALT
  VALUE (JSON)
Le sel n'est que dans la version scellée : sans lui, essayer des valeurs n'apprend
rien ; avec lui, un seul champ peut être montré et vérifié.
The salt is in the sealed version alone: without it trying values tells nothing;
with it a single field can be shown and checked.

Le tribunal qui tient la version scellée vérifie que cette pièce est elle, des
champs omis et rien d'autre :
The court that holds the sealed version checks that this exhibit is that version
with fields left out and nothing else:
  constat claim compare exhibit.json register.age --identity KEY

"few" nomme les membres que leur petit nombre peut désigner. Un montant exact peut
désigner son auteur à qui le connaît déjà.
"few" names the members whom their small number may tell. An exact amount may tell
who claims it to somebody who knows it already.
`
