;;; emacs.el --- ispell and flyspell of a real Emacs with vn-spell  -*- lexical-binding: t -*-
;;
;; emacs --batch -Q -l emacs.el VN-SPELL: both find the misspelt words of a draft and no other, and
;; the right word comes first. Exit code 1 with what went wrong.

(require 'ispell)
(require 'flyspell)

(defvar draft "Công an sử lý nghiêm vụ việc.\nHai bên đã thảo luận vấn đế này ở Hà Nội.\n")
(defvar wrong '(("sử" . "xử") ("đế" . "đề")))

(setq ispell-program-name (expand-file-name (pop command-line-args-left))
      ispell-local-dictionary-alist
      '(("vi" "[[:alpha:]]" "[^[:alpha:]]" "[']" nil ("-d" "vi") nil utf-8))
      ispell-local-dictionary "vi"
      ispell-dictionary "vi")

(defun fail (format &rest values)
  (message "%s" (apply #'format format values))
  (kill-emacs 1))

(defun check-line ()
  "What ispell makes of the line at point: (word . first suggestion) of each misspelt word."
  (let (found)
    (ispell-send-string (concat "^" (buffer-substring-no-properties (line-beginning-position) (line-end-position)) "\n"))
    (while (progn (ispell-accept-output)
                  (not (string= "" (car ispell-filter))))
      nil)
    (dolist (line ispell-filter)
      (let ((parsed (and (not (string= line "")) (ispell-parse-output line))))
        (when (listp parsed)
          (push (cons (car parsed) (car (nth 2 parsed))) found))))
    (setq ispell-filter nil)
    (delq nil (mapcar (lambda (pair) (and (car pair) pair)) found))))

(with-temp-buffer
  (insert draft)
  (goto-char (point-min))
  (ispell-accept-buffer-local-defs)
  (let (found)
    (while (not (eobp))
      (setq found (append found (check-line)))
      (forward-line))
    (unless (equal found wrong)
      (fail "ispell: %S instead of %S" found wrong)))
  (flyspell-mode 1)
  (flyspell-large-region (point-min) (point-max))
  (let (marked)
    (dolist (overlay (overlays-in (point-min) (point-max)))
      (when (flyspell-overlay-p overlay)
        (push (buffer-substring-no-properties (overlay-start overlay) (overlay-end overlay))
              marked)))
    (unless (equal (sort marked #'string<) (sort (mapcar #'car wrong) #'string<))
      (fail "flyspell marks %S" marked))))
(message "Emacs %s: ispell and flyspell find what is wrong" emacs-version)
