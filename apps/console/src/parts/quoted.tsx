/** Words of somebody, in the quotation marks of the language. */
import { Trans } from '@lingui/react/macro'

export const Quoted = ({ children: words }: { children: string }) => <Trans>“{words}”</Trans>
